using System.Collections.Immutable;
using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Cli.Input;

/// <summary>Every remediation and every collector of evidence, for planning: nothing is called, and nobody is signed in.</summary>
public static class OfflineCatalogue
{
    private static readonly Lazy<ImmutableArray<IRemediation>> Made = new(() => RemediationCatalog.All(Nobody));

    /// <summary>All of them.</summary>
    public static ImmutableArray<IRemediation> All => Made.Value;

    /// <summary>Everything that collects evidence.</summary>
    public static ImmutableArray<IEvidenceCollector> Collectors => EvidenceCollectors.All(Nobody, document: null);

    private static AwsClients Nobody => new(
        new AnonymousAWSCredentials(),
        AwsClients.GlobalRegion,
        _ => { },
        _ => Task.FromException<AccountId>(new InvalidOperationException("Nobody is signed in.")));
}
