using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EKS;
using Amazon.EKS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Eks;

/// <summary>Takes an IAM user or role out of a cluster. Entries of nodes and of Fargate are never touched: without them nodes leave the cluster.</summary>
internal sealed partial class RemoveAccessEntry(AwsClients aws) : Remediation<AccessEntryState>(aws, RemoveAccessEntryJson.Default.AccessEntryState)
{
    private const string Standard = "STANDARD";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Eks/RemoveAccessEntry",
        Title = "Take {target} out of the cluster",
        Why = "The IAM user or role is not let into the cluster's API any more, whatever credentials of it the attacker has.",
        TargetType = "AwsEksAccessEntry",
        Resolves = ["*:Kubernetes/*", "AttackSequence:EKS/CompromisedCluster"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["eks:DescribeAccessEntry", "eks:DescribeCluster", "eks:ListAssociatedAccessPolicies"],
        Writes = ["eks:AssociateAccessPolicy", "eks:CreateAccessEntry", "eks:DeleteAccessEntry", "eks:TagResource"],
        Scope = ["arn:{partition}:eks:{region}:{account}:access-entry/*", "arn:{partition}:eks:{region}:{account}:cluster/*"],
        BlastRadiusReads = ["eks:ListAccessEntries"],
        MayBreak =
            "Whoever works in the cluster as this user or role is refused within some minutes. The aws-auth ConfigMap may let the same principal in: look at it with kubectl -n kube-system get configmap aws-auth. " +
            "Tokens of Kubernetes service accounts that the attacker took or made stay valid: IAM does not end them. If it is the cluster's only administrator, give another one access first.",
        HowToVerify = "aws eks describe-access-entry --cluster-name CLUSTER --principal-arn PRINCIPAL answers ResourceNotFoundException.",
        HowToUndo =
            "Undo creates the entry again with its groups, user name and tags, and associates the same policies. " +
            "By hand: aws eks create-access-entry --cluster-name CLUSTER --principal-arn PRINCIPAL, and aws eks associate-access-policy for each policy.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<AccessEntryState>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        if (AccessEntryPlace.Of(target.Resource.Id) is not { } place)
            return new Look<AccessEntryState>.Unusable($"'{target.Resource.Id}' is not CLUSTER/PRINCIPAL-ARN; find the entry with aws eks list-access-entries --cluster-name CLUSTER.");

        return await LiveCluster.ReadAsync(Aws.Eks, place.Cluster, target.Resource, cancel) switch
        {
            Look<Cluster>.Usable { State: var cluster } => Judge(place, await EntryAsync(place, cluster, cancel)),
            Look<Cluster>.Gone gone => new Look<AccessEntryState>.Gone(gone.Why),
            var other => new Look<AccessEntryState>.Unusable(((Look<Cluster>.Unusable)other).Why),
        };
    }

    /// <inheritdoc/>
    protected override AccessEntryState Contained(RemediationTarget target, AccessEntryState before, DateTimeOffset at) => new(null, []);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, AccessEntryState now, AccessEntryState wanted)
    {
        if (AccessEntryPlace.Of(target.Resource.Id) is not { } place)
            yield break;

        if (now.Entry is not null && wanted.Entry is null)
            yield return new("eks:DeleteAccessEntry", $"{place}", stop => Aws.Eks.DeleteAccessEntryAsync(new() { ClusterName = place.Cluster, PrincipalArn = place.Principal }, stop));
        if (wanted.Entry is not { } entry)
            yield break;

        if (now.Entry is null)
            yield return new("eks:CreateAccessEntry", $"{place}, {entry.Type}, user {entry.Username}, groups {string.Join(",", entry.Groups)}", stop => CreateAsync(place, entry, stop)) { LookAfter = true };
        foreach (var grant in wanted.Grants.Where(one => !now.Grants.Any(one.Same)))
            yield return new("eks:AssociateAccessPolicy", $"{place}, {grant}", stop => AssociateAsync(place, grant, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, AccessEntryState state) => state.Entry is { } entry
        ? $"{target.Resource.Id} is let in as user {entry.Username} of groups {Listed(entry.Groups)} with policies {Listed(state.Grants)} (EKS)."
        : $"{target.Resource.Id} has no access entry (EKS).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, AccessEntryState state, CancellationToken cancel)
    {
        var cluster = AccessEntryPlace.Of(target.Resource.Id)!.Cluster;
        var others = 0;
        await foreach (var page in Aws.Eks.Paginators.ListAccessEntries(new() { ClusterName = cluster }).Responses.WithCancellation(cancel))
            others += (page.AccessEntries ?? []).Count(one => !target.Resource.Id.EndsWith(one, StringComparison.Ordinal));

        var left = $"{others} other users and roles, nodes among them, have entries in cluster {cluster} and keep them (EKS).";
        return state.MapCounts ? [left, $"Cluster {cluster} also goes by its aws-auth ConfigMap, which may let the same principal in (EKS)."] : [left];
    }

    private static Look<AccessEntryState> Judge(AccessEntryPlace place, AccessEntryState? state) => state switch
    {
        null => new Look<AccessEntryState>.Unusable(
            $"Cluster {place.Cluster} goes only by its aws-auth ConfigMap: take {place.Principal} out of it by hand with kubectl -n kube-system edit configmap aws-auth."),
        { Entry: { Type: not Standard and var type } } => new Look<AccessEntryState>.Unusable(
            $"The access entry of {place.Principal} is of type {type}: nodes would leave cluster {place.Cluster} without it. Isolate the node instead, or revoke the role's sessions."),
        _ => new Look<AccessEntryState>.Usable(state) { PrincipalArn = place.Principal },
    };

    private async Task<AccessEntryState?> EntryAsync(AccessEntryPlace place, Cluster cluster, CancellationToken cancel)
    {
        if (cluster.AccessConfig?.AuthenticationMode == AuthenticationMode.CONFIG_MAP)
            return null;

        var mapCounts = cluster.AccessConfig?.AuthenticationMode == AuthenticationMode.API_AND_CONFIG_MAP;
        try
        {
            var found = (await Aws.Eks.DescribeAccessEntryAsync(new() { ClusterName = place.Cluster, PrincipalArn = place.Principal }, cancel)).AccessEntry;
            var entry = new AccessEntryState.AccessEntry(found.Type ?? Standard, found.Username ?? "", Sorted(found.KubernetesGroups), (found.Tags ?? new()).ToImmutableSortedDictionary(StringComparer.Ordinal));
            return new(entry, await GrantsAsync(place, cancel)) { MapCounts = mapCounts };
        }
        catch (AmazonEKSException none) when (none.ErrorCode is LiveCluster.NotFound)
        {
            return new(null, []) { MapCounts = mapCounts };
        }
    }

    private async Task<IReadOnlyList<AccessGrant>> GrantsAsync(AccessEntryPlace place, CancellationToken cancel)
    {
        var grants = new List<AccessGrant>();
        await foreach (var page in Aws.Eks.Paginators.ListAssociatedAccessPolicies(new() { ClusterName = place.Cluster, PrincipalArn = place.Principal }).Responses.WithCancellation(cancel))
            grants.AddRange((page.AssociatedAccessPolicies ?? []).Select(one => new AccessGrant(one.PolicyArn, one.AccessScope?.Type?.Value ?? "cluster", Sorted(one.AccessScope?.Namespaces))));
        return [.. grants.OrderBy(grant => grant.Policy, StringComparer.Ordinal)];
    }

    // EKS takes back the user name that it gives by itself only by being told none.
    private Task CreateAsync(AccessEntryPlace place, AccessEntryState.AccessEntry entry, CancellationToken stop) => Aws.Eks.CreateAccessEntryAsync(
        new()
        {
            ClusterName = place.Cluster,
            PrincipalArn = place.Principal,
            Type = entry.Type,
            Username = entry.Username == place.DefaultUsername ? null : entry.Username,
            KubernetesGroups = entry.Groups.Count == 0 ? null : [.. entry.Groups],
            Tags = entry.Tags.IsEmpty ? null : new(entry.Tags),
        }, stop);

    private Task AssociateAsync(AccessEntryPlace place, AccessGrant grant, CancellationToken stop) => Aws.Eks.AssociateAccessPolicyAsync(
        new()
        {
            ClusterName = place.Cluster,
            PrincipalArn = place.Principal,
            PolicyArn = grant.Policy,
            AccessScope = new() { Type = grant.Scope, Namespaces = grant.Namespaces.Count == 0 ? null : [.. grant.Namespaces] },
        }, stop);

    private static IReadOnlyList<string> Sorted(IEnumerable<string>? values) => [.. (values ?? []).Order(StringComparer.Ordinal)];

    private static string Listed<T>(IReadOnlyList<T> values) => values.Count == 0 ? "none" : string.Join(", ", values);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(AccessEntryState))]
    private sealed partial class RemoveAccessEntryJson : JsonSerializerContext;
}
