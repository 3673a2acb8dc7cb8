using System.Collections.Immutable;
using Amazon.Runtime;
using Amazon.SecurityToken;
using IncidentResponder.Aws.Remediate;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations;

namespace IncidentResponder.Functions;

/// <summary>The ways into the accounts and Regions where targets are: by a role of each account, taken for one incident.</summary>
/// <param name="clients">Makes clients of the function's own.</param>
/// <param name="roles">The roles' names.</param>
/// <param name="externalId">What the roles ask for.</param>
internal sealed class TargetAccounts(Clients clients, MemberRole roles, string externalId)
{
    private readonly AmazonSecurityTokenServiceClient _sts = clients.Sts();

    /// <summary>For planning where nothing is called: nobody is signed in.</summary>
    internal AwsClients Nobody { get; } = new(
        new AnonymousAWSCredentials(), clients.Region, clients.Configure, _ => Task.FromException<AccountId>(new InvalidOperationException("Plans are made from facts; nothing is called for them.")));

    /// <summary>Clients that read a target.</summary>
    internal AwsClients Reading(IncidentId incident, FindingResource target) => Taken(MemberRole.Read, incident, target, null, []);

    /// <summary>Clients that collect evidence of a target.</summary>
    internal AwsClients Collecting(IncidentId incident, FindingResource target) => Taken(MemberRole.Evidence, incident, target, null, []);

    /// <summary>The role by which they collect.</summary>
    internal string CollectorArn(FindingResource target) => roles.ArnIn(target.Account, RegionOf(target), MemberRole.Evidence);

    /// <summary>Clients that change what a step names, and nothing else.</summary>
    internal AwsClients Changing(IncidentRecord record, PlanStep step, RemediationDescription power) => Taken(
        power.Service, record.Incident.Id, step.Target, SessionPolicy.For(power, step.Target), [new("remediation", power.Id), new("approver", ApproverOf(record))]);

    private static string ApproverOf(IncidentRecord record) => record.Answer is { By: { Length: > 0 } by } ? by : "policy";

    private AwsClients Taken(string service, IncidentId incident, FindingResource target, string? policy, ImmutableArray<KeyValuePair<string, string>> tags)
    {
        var region = RegionOf(target);
        MemberSession session = new()
        {
            RoleArn = roles.ArnIn(target.Account, region, service),
            ExternalId = externalId,
            Incident = incident,
            Policy = policy,
            Tags = tags.Add(new("incident", incident.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };

        // Whoever holds a role of an account is in that account.
        return new(new MemberCredentials(_sts, session), region, clients.Configure, _ => Task.FromResult(target.Account));
    }

    // What is one for all Regions is asked from the own one.
    private string RegionOf(FindingResource target) => target.Region.StartsWith("aws-", StringComparison.Ordinal) ? clients.Region : target.Region;
}
