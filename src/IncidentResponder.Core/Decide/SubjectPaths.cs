namespace IncidentResponder.Core.Decide;

/// <summary>The paths in a <see cref="DecisionSubject"/> of facts that may be unknown.</summary>
public static class SubjectPaths
{
    /// <summary>All that is said of the account.</summary>
    public const string Account = "target.account";

    /// <summary>The account's alias.</summary>
    public const string Alias = "target.account.alias";

    /// <summary>The account's organizational units.</summary>
    public const string Unit = "target.account.ou";

    /// <summary>Whether anybody can reach the target.</summary>
    public const string Exposed = "target.exposed";
}
