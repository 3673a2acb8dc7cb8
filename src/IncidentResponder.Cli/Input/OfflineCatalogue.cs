using System.Collections.Immutable;
using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations;

namespace IncidentResponder.Cli.Input;

/// <summary>Every remediation, for planning: nothing is called, and nobody is signed in.</summary>
internal static class OfflineCatalogue
{
    private static readonly Lazy<ImmutableArray<IRemediation>> Made = new(() => RemediationCatalog.All(new AwsClients(
        new AnonymousAWSCredentials(),
        AwsClients.GlobalRegion,
        _ => { },
        _ => Task.FromException<AccountId>(new InvalidOperationException("Nobody is signed in.")))));

    /// <summary>All of them.</summary>
    public static ImmutableArray<IRemediation> All => Made.Value;
}
