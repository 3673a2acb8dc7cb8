namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the resources of a finding in Security Hub's format, and the identity that they name.</summary>
internal static class AsffResources
{
    public static IEnumerable<FindingResource?> Read(JsonPlace resources, ResourceMaker make) =>
        resources.Items.Select(resource => make.ById(resource["Type"].Text, resource["Id"].Text, resource["Region"].Text));

    /// <summary>The identity behind the access key among the resources; null when there is none.</summary>
    public static FindingPrincipal? PrincipalIn(JsonPlace resources)
    {
        var key = resources.Items.FirstOrDefault(resource => resource["Type"].Text is "AwsIamAccessKey");
        if (!key.IsObject)
            return null;

        var details = key["Details"]["AwsIamAccessKey"];
        var id = details["AccessKeyId"].Text ?? key["Id"].Text?.Split(':')[^1];
        return new()
        {
            Kind = details["PrincipalType"].Text ?? "Unknown",
            Name = details["PrincipalName"].Text ?? details["UserName"].Text,
            PrincipalId = details["PrincipalId"].Text,
            AccessKeyId = string.IsNullOrWhiteSpace(id) || id is "null" ? null : id,
        };
    }
}
