using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Remediate;

/// <summary>
/// The roles by which the responder enters an account, its own included: one that reads, one that collects evidence, and one a service
/// that changes that service's resources. The member template makes them; the responder's functions hold nothing but the right to take them.
/// </summary>
/// <param name="Prefix">What their names begin with: the responder's stack and "-member-".</param>
public sealed record MemberRole(string Prefix)
{
    /// <summary>The role that reads targets before and after.</summary>
    public const string Read = "Read";

    /// <summary>The role that collects evidence.</summary>
    public const string Evidence = "Evidence";

    /// <summary>The role's ARN in an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="region">A Region of it, which tells the partition.</param>
    /// <param name="service">A service as in <see cref="RemediationDescription.Service"/>, or one of the constants.</param>
    public string ArnIn(AccountId account, string region, string service) => $"arn:{Arn.PartitionOf(region)}:iam::{account}:role/{Prefix}{service}";
}
