namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the identity that a GuardDuty finding is about: an access key's, a Kubernetes user's or a database user's.</summary>
internal static class GuardDutyPrincipal
{
    /// <summary>The identity; null when the finding names none.</summary>
    public static FindingPrincipal? In(JsonPlace resource) =>
        OfKey(resource["accessKeyDetails"])
        ?? Named("KubernetesUser", resource["kubernetesDetails"]["kubernetesUserDetails"]["username"], resource["kubernetesDetails"]["kubernetesUserDetails"]["uid"])
        ?? Named("DatabaseUser", resource["rdsDbUserDetails"]["user"], default);

    private static FindingPrincipal? OfKey(JsonPlace details) => !details.IsObject
        ? null
        : new()
        {
            Kind = details["userType"].Text ?? "Unknown",
            Name = details["userName"].Text,
            PrincipalId = details["principalId"].Text,
            AccessKeyId = details["accessKeyId"].Text,
        };

    private static FindingPrincipal? Named(string kind, JsonPlace name, JsonPlace id) =>
        name.Text is { } text ? new() { Kind = kind, Name = text, PrincipalId = id.Text } : null;
}
