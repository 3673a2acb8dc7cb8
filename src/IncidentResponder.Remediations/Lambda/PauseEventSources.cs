using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.Lambda.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>Stops Lambda from reading queues and streams for a function: what waits there is kept and not handed to the attacker's code.</summary>
internal sealed partial class PauseEventSources(AwsClients aws) : Remediation<PauseEventSources.State>(aws, PauseEventSourcesJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Lambda/PauseEventSources",
        Title = "Pause the event sources of function {target}",
        Why = "Messages and records are neither read by the function nor lost by being tried and failed.",
        TargetType = "AwsLambdaFunction",
        Resolves = ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["lambda:GetFunction", "lambda:ListEventSourceMappings"],
        Writes = ["lambda:UpdateEventSourceMapping"],
        Scope = ["arn:{partition}:lambda:{region}:{account}:event-source-mapping:*"],
        MayBreak =
            "Work in queues and streams waits; records older than the stream's retention, and messages older than the queue's, are lost. " +
            "Batches in hand are finished. Other triggers (S3, EventBridge, SNS, URLs) go on.",
        HowToVerify = "aws lambda list-event-source-mappings --function-name FUNCTION shows State Disabled for each.",
        HowToUndo = "Undo enables those that were enabled, and no others; reading goes on where it stopped. By hand: aws lambda update-event-source-mapping --uuid UUID --enabled.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) => LiveFunction.ReadAsync<State>(Aws.Lambda, target, async function =>
    {
        var sources = await EventSources.OfAsync(Aws.Lambda, function.FunctionArn, cancel);
        return new Look<State>.Usable(new(sources.Where(source => source.State != "Deleting").ToImmutableSortedDictionary(
            source => source.UUID, source => new Source(EventSources.SourceOf(source), source.State is not ("Disabled" or "Disabling")), StringComparer.Ordinal)));
    }, cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(before.Sources.ToImmutableSortedDictionary(source => source.Key, source => source.Value with { Enabled = false }, StringComparer.Ordinal));

    // A source that was not there when the state was captured is paused, too.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        foreach (var (id, live) in now.Sources)
        {
            var wish = wanted.Sources.TryGetValue(id, out var known) && known.Enabled;
            if (live.Enabled != wish)
                yield return new("lambda:UpdateEventSourceMapping", $"{id} ({live.From}): Enabled={wish}", stop => Aws.Lambda.UpdateEventSourceMappingAsync(
                    new UpdateEventSourceMappingRequest { UUID = id, Enabled = wish }, stop));
        }
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Sources.IsEmpty
        ? $"Function {target.Resource.Id} has no event sources (Lambda)."
        : $"Function {target.Resource.Id} is fed by {string.Join(", ", state.Sources.Values.Select(source => $"{source.From} ({(source.Enabled ? "enabled" : "disabled")})"))} (Lambda).";

    /// <summary>What is captured and put back.</summary>
    /// <param name="Sources">The mappings by their id.</param>
    internal sealed record State(ImmutableSortedDictionary<string, Source> Sources);

    /// <summary>One mapping.</summary>
    /// <param name="From">The queue or stream that is read.</param>
    /// <param name="Enabled">Whether it is read, or about to be.</param>
    internal sealed record Source(string From, bool Enabled);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class PauseEventSourcesJson : JsonSerializerContext;
}
