using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Makes the resources of one finding, which stand in its account and Region unless their own ARN says otherwise.</summary>
/// <param name="account">The finding's account.</param>
/// <param name="region">The finding's Region.</param>
internal sealed class ResourceMaker(AccountId account, string region)
{
    private const int Most = 32;

    /// <summary>By an id that may be an ARN, "AWS::IAM::AccessKey:AKIA…" or bare; null when there is none.</summary>
    public FindingResource? ById(string? type, string? id, string? itsRegion = null)
    {
        if (id is null)
            return null;

        var isArn = Arn.TryParse(id, out var arn);
        var name = AwsTypeName.Of(type);
        return new()
        {
            Type = name,
            Id = BareId(name, Up(id), isArn ? arn : null),
            Account = isArn && AccountId.TryParse(arn.Account, out var own) ? own : account,
            Region = isArn && arn.Region.Length > 0 ? arn.Region : itsRegion ?? region,
            Arn = isArn ? Up(id) : null,
        };
    }

    /// <summary>By its name and its ARN, of which one may be missing; "unknown" when both are.</summary>
    public FindingResource Named(string type, string? name, string? arn) => ById(type, Arn.TryParse(arn, out _) ? arn : name ?? arn) is { } read
        ? name is null ? read : read with { Id = Up(name) }
        : new() { Type = type, Id = "unknown", Account = account, Region = region };

    /// <summary>An instance by its id.</summary>
    public FindingResource Instance(string id, string partition) =>
        new() { Type = "AwsEc2Instance", Id = id, Account = account, Region = region, Arn = $"arn:{partition}:ec2:{region}:{account}:instance/{id}" };

    /// <summary>The key and, when it belongs to a user, the user: the same whichever path the finding came by.</summary>
    public ImmutableArray<FindingResource> OfPrincipal(FindingPrincipal? principal)
    {
        var id = principal?.AccessKeyId ?? principal?.Name ?? principal?.PrincipalId ?? "unknown";
        FindingResource key = new() { Type = "AwsIamAccessKey", Id = id, Account = account, Region = region };
        return principal is { Kind: "IAMUser", Name: { } name }
            ? [key, new() { Type = "AwsIamUser", Id = name, Account = account, Region = region }]
            : [key];
    }

    /// <summary>Each resource once, at most 32 as Security Hub allows, or the account itself when there is none.</summary>
    public ImmutableArray<FindingResource> OrAccount(IEnumerable<FindingResource?> resources)
    {
        ImmutableArray<FindingResource> all = [.. resources.OfType<FindingResource>().DistinctBy(resource => (resource.Type, resource.Id)).Take(Most)];
        return all.IsEmpty ? [new() { Type = "AwsAccount", Id = account.Value, Account = account, Region = region }] : all;
    }

    private static string BareId(string type, string id, Arn? arn)
    {
        if (type is "AwsS3Object" && arn is { } whole)
            return whole.Resource;

        var mayBeCut = arn is not null || id.StartsWith("AWS::", StringComparison.Ordinal);
        return mayBeCut && id[(id.LastIndexOfAny([':', '/']) + 1)..] is { Length: > 0 } bare ? bare : id;
    }

    private static string Up(string id) => id.Length <= 1024 ? id : id[..(char.IsHighSurrogate(id[1023]) ? 1023 : 1024)];
}
