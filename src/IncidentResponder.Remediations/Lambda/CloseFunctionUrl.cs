using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>Lets only signed requests in through a function's URLs. They are not deleted: a new one would have another host name.</summary>
internal sealed partial class CloseFunctionUrl(AwsClients aws) : Remediation<CloseFunctionUrl.State>(aws, CloseFunctionUrlJson.Default.State)
{
    private const string Unqualified = "$LATEST";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Lambda/CloseFunctionUrl",
        Title = "Close the public URLs of function {target}",
        Why = "Nobody invokes the function over the Internet without AWS credentials that allow it.",
        TargetType = "AwsLambdaFunction",
        Resolves = ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*", "Lambda.1"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["lambda:GetFunction", "lambda:ListFunctionUrlConfigs"],
        Writes = ["lambda:UpdateFunctionUrlConfig"],
        Scope = ["arn:{partition}:lambda:{region}:{account}:function:{id}", "arn:{partition}:lambda:{region}:{account}:function:{id}:*"],
        MayBreak = "Browsers, webhooks and partners that call a URL are answered 403. The host names stay, and so do permissions and other triggers.",
        HowToVerify = "aws lambda list-function-url-configs --function-name FUNCTION shows AuthType AWS_IAM for each, and a request without credentials answers 403.",
        HowToUndo =
            "Undo sets AuthType as it was; what was public is public again at once. " +
            "By hand: aws lambda update-function-url-config --function-name FUNCTION --qualifier QUALIFIER --auth-type NONE.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) => LiveFunction.ReadAsync<State>(Aws.Lambda, target, async function =>
    {
        var urls = ImmutableSortedDictionary.CreateBuilder<string, Url>(StringComparer.Ordinal);
        await foreach (var page in Aws.Lambda.Paginators.ListFunctionUrlConfigs(new() { FunctionName = target.Resource.Id }).Responses.WithCancellation(cancel))
        {
            foreach (var url in page.FunctionUrlConfigs ?? [])
                urls[QualifierIn(url.FunctionArn, function.FunctionArn)] = new(url.FunctionUrl, url.AuthType.Value);
        }

        return new Look<State>.Usable(new(urls.ToImmutable()));
    }, cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) =>
        new(before.Urls.ToImmutableSortedDictionary(url => url.Key, url => url.Value with { AuthType = FunctionUrlAuthType.AWS_IAM.Value }, StringComparer.Ordinal));

    // A URL that was not there when the state was captured is closed, too.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var function = target.Resource.Id;
        foreach (var (qualifier, live) in now.Urls)
        {
            var wish = wanted.Urls.TryGetValue(qualifier, out var known) ? known.AuthType : FunctionUrlAuthType.AWS_IAM.Value;
            if (live.AuthType != wish)
                yield return new("lambda:UpdateFunctionUrlConfig", $"{function} {qualifier}: AuthType={wish}", stop => Aws.Lambda.UpdateFunctionUrlConfigAsync(
                    new UpdateFunctionUrlConfigRequest { FunctionName = function, Qualifier = qualifier == Unqualified ? null : qualifier, AuthType = wish }, stop));
        }
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Urls.IsEmpty
        ? $"Function {target.Resource.Id} has no URL (Lambda)."
        : $"Function {target.Resource.Id} has {string.Join(", ", state.Urls.Select(url => $"{url.Value.Address} for {url.Key} with AuthType {url.Value.AuthType}"))} (Lambda).";

    private static string QualifierIn(string arn, string function) => arn.Length > function.Length + 1 ? arn[(function.Length + 1)..] : Unqualified;

    /// <summary>What is captured and put back.</summary>
    /// <param name="Urls">By the alias that each is for; "$LATEST" for the function's own.</param>
    internal sealed record State(ImmutableSortedDictionary<string, Url> Urls);

    /// <summary>One URL.</summary>
    /// <param name="Address">Where it is.</param>
    /// <param name="AuthType">"NONE" or "AWS_IAM".</param>
    internal sealed record Url(string Address, string AuthType);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class CloseFunctionUrlJson : JsonSerializerContext;
}
