using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.Lambda.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>Reserves no concurrency for a function, so that it is not invoked any more; code, permissions and triggers stay as they are.</summary>
internal sealed partial class ThrottleToZero(AwsClients aws) : Remediation<ThrottleToZero.State>(aws, ThrottleToZeroJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Lambda/ThrottleToZero",
        Title = "Stop function {target} from being invoked",
        Why = "Code that an attacker runs in the function runs no more, and its role gets no new credentials through it.",
        TargetType = "AwsLambdaFunction",
        Resolves = ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["lambda:GetFunction", "lambda:GetFunctionConcurrency"],
        Writes = ["lambda:DeleteFunctionConcurrency", "lambda:PutFunctionConcurrency"],
        Scope = ["arn:{partition}:lambda:{region}:{account}:function:{id}"],
        BlastRadiusReads = ["lambda:ListEventSourceMappings"],
        MayBreak =
            "Every caller is answered 429. Invocations that run go on until their time-out, and credentials that they have are valid until they expire. " +
            "Asynchronous events wait for up to 6 hours and run when the function is released, the attacker's too: look at them before. Records of streams may " +
            "grow too old meanwhile. Copies at CloudFront (Lambda@Edge) may go on. With provisioned concurrency Lambda may refuse.",
        HowToVerify = "aws lambda get-function-concurrency --function-name FUNCTION shows 0, and an invocation answers TooManyRequestsException.",
        HowToUndo =
            "Undo reserves what was reserved, or nothing where nothing was; Lambda refuses a reservation that would leave the account less than 100. " +
            "By hand: aws lambda delete-function-concurrency --function-name FUNCTION.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) => LiveFunction.ReadAsync<State>(Aws.Lambda, target, async function =>
    {
        var answer = await Aws.Lambda.GetFunctionConcurrencyAsync(new GetFunctionConcurrencyRequest { FunctionName = target.Resource.Id }, cancel);
        return new Look<State>.Usable(new(answer.ReservedConcurrentExecutions, function.FunctionArn));
    }, cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before with { Reserved = 0 };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var function = target.Resource.Id;
        if (now.Reserved == wanted.Reserved)
            yield break;

        if (wanted.Reserved is { } reserved)
            yield return new("lambda:PutFunctionConcurrency", $"{function}: ReservedConcurrentExecutions={reserved}", stop => Aws.Lambda.PutFunctionConcurrencyAsync(
                new PutFunctionConcurrencyRequest { FunctionName = function, ReservedConcurrentExecutions = reserved }, stop));
        else
            yield return new("lambda:DeleteFunctionConcurrency", $"{function}: nothing reserved", stop => Aws.Lambda.DeleteFunctionConcurrencyAsync(
                new DeleteFunctionConcurrencyRequest { FunctionName = function }, stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"Function {target.Resource.Id} has {(state.Reserved is { } reserved ? $"{reserved} executions reserved" : "no executions reserved")} (Lambda).";

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var sources = await EventSources.OfAsync(Aws.Lambda, state.Function, cancel);
        return [.. sources.Select(source => $"{EventSources.SourceOf(source)} feeds the function and would wait ({source.State}, Lambda).").Order(StringComparer.Ordinal)];
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Reserved">How many executions are reserved for it; null when none are and it shares the account's.</param>
    /// <param name="Function">The function's ARN.</param>
    internal sealed record State(int? Reserved, string Function);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class ThrottleToZeroJson : JsonSerializerContext;
}
