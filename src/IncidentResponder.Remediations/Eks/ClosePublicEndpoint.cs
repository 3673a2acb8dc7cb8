using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Amazon.EKS;
using Amazon.EKS.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Eks;

/// <summary>
/// Takes the API of a cluster off the internet. The private endpoint is turned on and the public one off in one update: EKS makes one update
/// at a time, and a cluster that has neither can't be had.
/// </summary>
internal sealed partial class ClosePublicEndpoint(AwsClients aws) : Remediation<ClosePublicEndpoint.State>(aws, ClosePublicEndpointJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Eks/ClosePublicEndpoint",
        Title = "Take the API of cluster {target} off the internet",
        Why = "Nobody reaches the Kubernetes API from outside the cluster's VPC any more, whatever credentials they have.",
        TargetType = "AwsEksCluster",
        Resolves = ["EKS.1", "*:Kubernetes/*", "AttackSequence:EKS/CompromisedCluster"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["eks:DescribeCluster"],
        Writes = ["eks:UpdateClusterConfig"],
        Scope = ["arn:{partition}:eks:{region}:{account}:cluster/{id}"],
        MayBreak =
            "People, pipelines and controllers that manage the cluster from outside its VPC can't any more. Nodes use the private endpoint: where it was off before, the VPC needs DNS resolution and " +
            "DNS hostnames on, or nodes lose the cluster. What is served through load balancers of the cluster goes on. The update takes some minutes, in which EKS takes no other. " +
            "An attacker inside the VPC still reaches the API: take their access entry away as well.",
        HowToVerify = "aws eks describe-cluster --name CLUSTER shows endpointPublicAccess false, endpointPrivateAccess true and status ACTIVE.",
        HowToUndo =
            "Undo puts both endpoints and the allowed addresses back as they were. " +
            "By hand: aws eks update-cluster-config --name CLUSTER --resources-vpc-config endpointPublicAccess=true,publicAccessCidrs=CIDRS.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        await LiveCluster.ReadAsync(Aws.Eks, target.Resource.Id, target.Resource, cancel) switch
        {
            Look<Cluster>.Usable { State: var found, Tags: var tags } => new Look<State>.Usable(Of(found)) { Tags = tags },
            Look<Cluster>.Gone gone => new Look<State>.Gone(gone.Why),
            var other => new Look<State>.Unusable(((Look<Cluster>.Unusable)other).Why),
        };

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        before.Public ? before with { Public = false, Private = true } : before;

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var sameAddresses = !wanted.Public || now.Addresses.SequenceEqual(wanted.Addresses);
        if (now.Public == wanted.Public && now.Private == wanted.Private && sameAddresses)
            yield break;

        var subject = $"{target.Resource.Id}: endpointPublicAccess={wanted.Public}, endpointPrivateAccess={wanted.Private}"
            + (wanted.Public ? $", publicAccessCidrs={string.Join(",", wanted.Addresses)}" : "");
        yield return new("eks:UpdateClusterConfig", subject, stop => Aws.Eks.UpdateClusterConfigAsync(
            new()
            {
                Name = target.Resource.Id,
                ClientRequestToken = TokenFor(target, subject),
                ResourcesVpcConfig = new()
                {
                    EndpointPublicAccess = wanted.Public,
                    EndpointPrivateAccess = wanted.Private,
                    PublicAccessCidrs = wanted.Public ? [.. wanted.Addresses] : null,
                },
            }, stop));
    }

    // While nobody is let in, EKS need not tell who would be.
    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        !now.Public && !known.Public && now.Private == known.Private ? known : now;

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.IsUpdating
        ? $"Cluster {target.Resource.Id} is still at an update (EKS): aws eks list-updates --name {target.Resource.Id} names it, and aws eks describe-update tells how far it is."
        : null;

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, State now, State before) => now.IsUpdating
        ? $"Cluster {target.Resource.Id} is at an update and EKS takes no other meanwhile; undo again in some minutes."
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Public
        ? $"The API of cluster {target.Resource.Id} is reached from {string.Join(", ", state.Addresses)}{(state.Private ? " and from inside its VPC" : "")} (EKS)."
        : $"The API of cluster {target.Resource.Id} is reached only from inside its VPC (EKS).";

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<string>>(state.Public && !state.Private
            ? [$"The private endpoint is off: nodes come by the public one now, and by the private one then, for which VPC {state.Vpc} needs DNS resolution and DNS hostnames (EKS)."]
            : []);

    private static State Of(Cluster found) => new(
        found.ResourcesVpcConfig?.EndpointPublicAccess is true,
        found.ResourcesVpcConfig?.EndpointPrivateAccess is true,
        [.. (found.ResourcesVpcConfig?.PublicAccessCidrs ?? []).Order(StringComparer.Ordinal)])
    {
        IsUpdating = found.Status == ClusterStatus.UPDATING,
        Vpc = found.ResourcesVpcConfig?.VpcId,
    };

    // The same for the same update, so that one whose answer was lost is not asked for twice.
    private static string TokenFor(RemediationTarget target, string subject) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target.Incident} {subject}")))[..32];

    /// <summary>What is captured and put back.</summary>
    /// <param name="Public">The API is reached from the internet.</param>
    /// <param name="Private">The API is reached from inside the VPC without leaving it.</param>
    /// <param name="Addresses">From where on the internet, sorted CIDR blocks.</param>
    internal sealed record State(bool Public, bool Private, IReadOnlyList<string> Addresses)
    {
        /// <summary>EKS is at an update and takes no other.</summary>
        [JsonIgnore]
        public bool IsUpdating { get; init; }

        /// <summary>The cluster's VPC.</summary>
        [JsonIgnore]
        public string? Vpc { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class ClosePublicEndpointJson : JsonSerializerContext;
}
