using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Remediations.Eks;

/// <summary>Whose access to which cluster: the id "CLUSTER/PRINCIPAL-ARN" in its parts.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Principal">The ARN of the IAM user or role.</param>
internal sealed record AccessEntryPlace(string Cluster, string Principal)
{
    /// <summary>Reads an id; null when it is none.</summary>
    public static AccessEntryPlace? Of(string id) =>
        id.Split('/', 2) is [{ Length: > 0 } cluster, var principal] && Arn.TryParse(principal, out var arn) && arn.Service == "iam" ? new(cluster, principal) : null;

    /// <summary>The Kubernetes user name that EKS gives the principal when it is told none.</summary>
    public string DefaultUsername => Arn.TryParse(Principal, out var arn) && arn.Resource.Split('/') is ["role", .., var role]
        ? $"arn:{arn.Partition}:sts::{arn.Account}:assumed-role/{role}/{{{{SessionName}}}}"
        : Principal;

    /// <inheritdoc/>
    public override string ToString() => $"{Cluster}: {Principal}";
}
