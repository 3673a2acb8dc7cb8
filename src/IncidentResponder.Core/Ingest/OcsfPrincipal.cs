namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the identity that a finding in OCSF is about.</summary>
internal static class OcsfPrincipal
{
    /// <summary>The identity; null when the finding names none. Users of an operating system are none.</summary>
    public static FindingPrincipal? In(JsonPlace finding) => OfKey(finding["resources"]) ?? finding["evidences"].Items
        .Select(evidence => evidence["actor"]["user"])
        .Append(finding["actor"]["user"])
        .Where(user => user["credential_uid"].Text is not null || user["type"].Text is not null)
        .Select(user => new FindingPrincipal
        {
            Kind = user["type"].Text ?? "Unknown",
            Name = user["name"].Text,
            PrincipalId = user["uid"].Text,
            AccessKeyId = user["credential_uid"].Text,
        })
        .FirstOrDefault();

    /// <summary>As Security Hub writes it: beside the access key among the resources.</summary>
    private static FindingPrincipal? OfKey(JsonPlace resources)
    {
        var key = resources.Items.FirstOrDefault(resource =>
            AwsTypeName.Of(resource["type"].Text) is "AwsIamAccessKey" && (resource["data"].IsObject || resource["user"].IsObject));
        return !key.IsObject ? null : new()
        {
            Kind = key["data"]["user_type"].Text ?? key["user"]["type"].Text ?? "Unknown",
            Name = key["data"]["user_name"].Text ?? key["user"]["name"].Text,
            PrincipalId = key["data"]["principal_id"].Text ?? key["user"]["uid"].Text,
            AccessKeyId = key["data"]["access_key_id"].Text ?? key["uid"].Text,
        };
    }
}
