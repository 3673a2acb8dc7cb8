using System.Text.RegularExpressions;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>Lambda's Invoke, for functions deployed here; the rest of Lambda is moto's.</summary>
/// <param name="functions">The functions.</param>
/// <param name="clock">Counts the waits before an asynchronous invocation is tried again.</param>
public sealed partial class LambdaApi(LambdaFunctions functions, LocalClock clock) : ILocalService
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];

    /// <inheritdoc />
    public string SigningName => "lambda";

    /// <inheritdoc />
    public bool Owns(LocalRequest request) => Invocations().IsMatch(request.Path);

    /// <inheritdoc />
    public async Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
    {
        string function = Uri.UnescapeDataString(Invocations().Match(request.Path).Groups["function"].Value);
        byte[] payload = request.Body.IsEmpty ? "{}"u8.ToArray() : request.Body.ToArray();
        if (!functions.Has(function))
            return LocalResponse.Error("ResourceNotFoundException", $"Function not found: {function}; deployed are {string.Join(", ", functions.Names)}.", 404);
        return request.Headers.GetValueOrDefault("X-Amz-Invocation-Type") switch
        {
            null or "RequestResponse" => await WaitAsync(function, payload, cancel),
            "Event" => Begin(function, payload),
            "DryRun" => new LocalResponse(204, "application/json", default),
            var other => LocalResponse.Error("InvalidParameterValueException", $"X-Amz-Invocation-Type is '{other}'; Invoke knows RequestResponse, Event and DryRun."),
        };
    }

    private async Task<LocalResponse> WaitAsync(string function, byte[] payload, CancellationToken cancel)
    {
        LambdaInvocation answer = await functions.InvokeAsync(function, payload, cancel);
        Dictionary<string, string> headers = new() { ["X-Amz-Executed-Version"] = "$LATEST" };
        if (answer.FunctionError is { } error)
            headers["X-Amz-Function-Error"] = error;
        return new LocalResponse(200, "application/json", answer.Payload) { Headers = headers };
    }

    private LocalResponse Begin(string function, byte[] payload)
    {
        RunAsync(function, payload).Forget();
        return new LocalResponse(202, "application/json", default);
    }

    // As on AWS, an asynchronous invocation that fails is tried twice more, after one and two minutes.
    private async Task RunAsync(string function, byte[] payload)
    {
        foreach (TimeSpan pause in Pauses)
        {
            if ((await functions.InvokeAsync(function, payload, CancellationToken.None)).FunctionError is null)
                return;
            await clock.WaitAsync(pause, WaitKind.Retry, CancellationToken.None);
        }

        await functions.InvokeAsync(function, payload, CancellationToken.None);
    }

    [GeneratedRegex("^/2015-03-31/functions/(?<function>[^/]+)/invocations$")]
    private static partial Regex Invocations();
}
