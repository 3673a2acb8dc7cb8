using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the resources of a finding in OCSF, and the part that they played.</summary>
internal static class OcsfResources
{
    public static ImmutableArray<FindingResource> Read(JsonPlace resources, FindingPrincipal? principal, ResourceMaker make) =>
        make.OrAccount(resources.Items.SelectMany(resource => Of(resource, principal, make)));

    /// <summary>
    /// The part that the resources played: as GuardDuty's evidence says, else as the resources say (role 1 is the target, 2 the actor),
    /// else by the direction of the connection seen, which is how GuardDuty itself tells attacker from victim.
    /// </summary>
    public static ResourceRole RoleIn(JsonPlace finding)
    {
        var evident = finding["evidences"].Items.Select(evidence => RoleReader.From(evidence["data"]["resource_role"].Text));
        if (evident.FirstOrDefault(role => role is not ResourceRole.Unknown) is not ResourceRole.Unknown and var role)
            return role;

        var roles = finding["resources"].Items.Select(resource => resource["role_id"].Number);
        if (roles.FirstOrDefault(number => number is 1 or 2) is { } stated)
            return stated is 2 ? ResourceRole.Actor : ResourceRole.Target;

        var directions = finding["evidences"].Items.Select(evidence => evidence["connection_info"]["direction_id"].Number).ToList();
        return directions switch
        {
            _ when directions.Contains(2) && !directions.Contains(1) => ResourceRole.Actor,
            _ when directions.Contains(1) && !directions.Contains(2) => ResourceRole.Target,
            _ => ResourceRole.Unknown,
        };
    }

    private static IEnumerable<FindingResource?> Of(JsonPlace resource, FindingPrincipal? principal, ResourceMaker make)
    {
        var id = Arn.TryParse(resource["uid_alt"].Text, out _) ? resource["uid_alt"].Text : resource["uid"].Text ?? resource["name"].Text;
        var read = make.ById(resource["type"].Text, id, resource["region"].Text);
        if (read is { Type: "AwsIamAccessKey" } && principal is not null)
            return make.OfPrincipal(principal);

        return read is { Type: "AwsEc2Instance", Arn: null } ? [make.Instance(read.Id, resource["cloud_partition"].Text ?? "aws")] : [read];
    }
}
