using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Remediations;

namespace IncidentResponder.Functions;

/// <summary>The ways into the accounts and Regions where targets are.</summary>
internal sealed class TargetAccounts(Clients clients)
{
    private readonly AWSCredentials _own = DefaultAWSCredentialsIdentityResolver.GetCredentials();
    private Task<AccountId>? _account;

    /// <summary>Clients for the function's own account and Region.</summary>
    internal AwsClients Own => new(_own, clients.Region, clients.Configure, AccountAsync);

    /// <summary>Clients for where a target is.</summary>
    internal AwsClients For(FindingResource target) => new(_own, RegionOf(target), clients.Configure, AccountAsync);

    // What is one for all Regions is asked from the own one.
    private string RegionOf(FindingResource target) => target.Region.StartsWith("aws-", StringComparison.Ordinal) ? clients.Region : target.Region;

    private Task<AccountId> AccountAsync(CancellationToken cancel) => _account ??= AskAsync(cancel);

    private async Task<AccountId> AskAsync(CancellationToken cancel)
    {
        using AmazonSecurityTokenServiceClient sts = clients.Sts();
        var identity = await sts.GetCallerIdentityAsync(new(), cancel).ConfigureAwait(false);
        return AccountId.Parse(identity.Account);
    }
}
