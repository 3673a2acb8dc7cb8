using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.EC2;
using Amazon.EC2.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>
/// Lets an instance's metadata be read only with a session token, which a forged request can't fetch, and hides the instance's tags in
/// it, among which the responder's own would show an intruder that they have been seen.
/// </summary>
internal sealed partial class RequireImdsV2(AwsClients aws) : Remediation<RequireImdsV2.State>(aws, RequireImdsV2Json.Default.State)
{
    private static readonly State Safe = new("required", "disabled");

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ec2/RequireImdsV2",
        Title = "Require session tokens for the metadata of {target}",
        Why = "Credentials of the instance's role can't be fetched any more by requests forged through a program on it.",
        TargetType = "AwsEc2Instance",
        Resolves = ["EC2.8", "UnauthorizedAccess:EC2/MetadataDNSRebind", "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ec2:DescribeInstances"],
        Writes = ["ec2:ModifyInstanceMetadataOptions"],
        Scope = ["arn:{partition}:ec2:{region}:{account}:instance/{id}"],
        MayBreak =
            "Programs on the instance that read metadata without a token get 401 and lose the role's credentials: old SDKs, agents and scripts; the metric MetadataNoToken shows whether there are any. " +
            "Programs that read the instance's tags from metadata don't find them. Who controls the instance can fetch a token, and credentials that were taken stay valid: revoke them as well.",
        HowToVerify = "aws ec2 describe-instances --instance-ids INSTANCE shows MetadataOptions with HttpTokens required, InstanceMetadataTags disabled and State applied.",
        HowToUndo =
            "Undo puts both options back as they were. " +
            "By hand: aws ec2 modify-instance-metadata-options --instance-id INSTANCE --http-tokens optional --instance-metadata-tags enabled.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        LiveInstance.LookAsync(Aws.Ec2, target.Resource, instance => Task.FromResult(Judge(instance)), cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => Safe;

    // Options that are not named stay as they are.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        if (now.HttpTokens == wanted.HttpTokens && now.InstanceMetadataTags == wanted.InstanceMetadataTags && !now.Pending)
            yield break;

        var request = new ModifyInstanceMetadataOptionsRequest
        {
            InstanceId = target.Resource.Id,
            HttpTokens = HttpTokensState.FindValue(wanted.HttpTokens),
            InstanceMetadataTags = InstanceMetadataTagsState.FindValue(wanted.InstanceMetadataTags),
        };
        yield return new("ec2:ModifyInstanceMetadataOptions",
            $"{target.Resource.Id}: HttpTokens={wanted.HttpTokens}, InstanceMetadataTags={wanted.InstanceMetadataTags}",
            stop => Aws.Ec2.ModifyInstanceMetadataOptionsAsync(request, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Metadata of {target.Resource.Id}: session tokens are {state.HttpTokens}, tags are {state.InstanceMetadataTags}{(state.Pending ? ", not yet applied" : "")} (EC2).";

    private static Look<State> Judge(Instance instance) => instance.MetadataOptions switch
    {
        null => new Look<State>.Unusable($"EC2 shows no metadata options of {instance.InstanceId}; look at it by hand: aws ec2 describe-instances --instance-ids {instance.InstanceId}."),
        { HttpEndpoint.Value: "disabled" } => new Look<State>.Unusable($"The metadata of {instance.InstanceId} is turned off altogether, so nobody fetches credentials from it; there is nothing to require."),
        var options => new Look<State>.Usable(new(options.HttpTokens?.Value ?? "optional", options.InstanceMetadataTags?.Value ?? "disabled") { Pending = options.State?.Value is "pending" })
        {
            Tags = (instance.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
        },
    };

    /// <summary>What is captured and put back.</summary>
    /// <param name="HttpTokens">"required" or "optional".</param>
    /// <param name="InstanceMetadataTags">"enabled" or "disabled".</param>
    internal sealed record State(string HttpTokens, string InstanceMetadataTags)
    {
        /// <summary>EC2 has not yet brought it about.</summary>
        [JsonIgnore]
        public bool Pending { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RequireImdsV2Json : JsonSerializerContext;
}
