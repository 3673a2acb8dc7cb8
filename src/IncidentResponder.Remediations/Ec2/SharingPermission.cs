namespace IncidentResponder.Remediations.Ec2;

/// <summary>With whom something is shared, as one text: what is captured, shown and compared.</summary>
internal static class SharingPermission
{
    /// <summary>Everybody with an AWS account.</summary>
    public const string Everybody = "group all";

    private const string Group = "group ";
    private const string Account = "account ";
    private const string Organization = "organization ";
    private const string Unit = "organizational unit ";

    /// <summary>The permission as a text.</summary>
    public static string Of(string? group, string? account, string? organization = null, string? unit = null) =>
        group is not null ? Group + group : account is not null ? Account + account : organization is not null ? Organization + organization : Unit + unit;

    /// <summary>The group, account, organization or unit of a text, whichever it names.</summary>
    public static (string? Group, string? Account, string? Organization, string? Unit) Parts(string permission) =>
        (After(permission, Group), After(permission, Account), After(permission, Organization), After(permission, Unit));

    private static string? After(string permission, string kind) => permission.StartsWith(kind, StringComparison.Ordinal) ? permission[kind.Length..] : null;
}
