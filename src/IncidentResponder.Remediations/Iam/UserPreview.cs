using System.Collections.Immutable;
using Amazon.IdentityManagement;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Remediations.Iam;

/// <summary>What people see of a user before it or a key of it is contained: its keys and their last use, and what would be captured.</summary>
internal static class UserPreview
{
    /// <summary>Reads it.</summary>
    /// <param name="iam">IAM.</param>
    /// <param name="remediation">What would contain it.</param>
    /// <param name="target">The user or its key.</param>
    /// <param name="cancel">Cancels the calls.</param>
    public static async Task<TargetFacts> ReadAsync(IAmazonIdentityManagementService iam, IRemediation remediation, RemediationTarget target, CancellationToken cancel)
    {
        var facts = await new AccessKeyFacts(iam).ReadAsync(target.Resource, target.Principal, cancel);
        if (!facts.Exists)
            return facts;

        return await remediation.CaptureAsync(target, cancel) switch
        {
            Captured.State { Json: var json } => facts with
            {
                State = StateText.Of(target.Resource.Id, json),
                Captured = ImmutableSortedDictionary<string, string>.Empty.Add(TargetFacts.CapturedKey(remediation.Description.Id, target.Resource), json),
            },
            var other => new() { Exists = false, Gaps = [((Captured.Refused)other).Why] },
        };
    }
}
