using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the resources of a finding in Security Hub's format, at most 32 as the format allows.</summary>
internal static class AsffResources
{
    public static ImmutableArray<FindingResource> Read(JsonPlace resources, AccountId account, string region) =>
        GuardDutyResources.OrAccount(
            [.. resources.Items.Where(resource => resource["Id"].Text is not null).Take(32).Select(resource => Of(resource, account, region))],
            account,
            region);

    private static FindingResource Of(JsonPlace resource, AccountId account, string region)
    {
        var id = resource["Id"].TextUpTo(512);
        var isArn = Arn.TryParse(id, out var arn);
        return new()
        {
            Type = resource["Type"].Text ?? "Other",
            Id = id[(id.LastIndexOfAny([':', '/']) + 1)..] is { Length: > 0 } bare ? bare : id,
            Account = isArn && AccountId.TryParse(arn.Account, out var own) ? own : account,
            Region = isArn && arn.Region.Length > 0 ? arn.Region : resource["Region"].Text ?? region,
            Arn = isArn ? id : null,
        };
    }
}
