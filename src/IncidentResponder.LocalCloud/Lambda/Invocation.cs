using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>One event on its way through a function's process; ends once, by whichever comes first.</summary>
internal sealed class Invocation(string requestId, byte[] payload)
{
    private readonly TaskCompletionSource<LambdaInvocation> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string RequestId { get; } = requestId;

    public byte[] Payload { get; } = payload;

    public Task<LambdaInvocation> Done => _done.Task;

    /// <summary>Ends when a process has fetched the event: from then on the function's time-out counts.</summary>
    public Task Taken => _taken.Task;

    public void Take() => _taken.TrySetResult();

    public void Answer(byte[] response) => _done.TrySetResult(new LambdaInvocation(response, null));

    public void Fail(byte[] error) => _done.TrySetResult(new LambdaInvocation(error, "Unhandled"));

    public void Fail(string errorType, string message) =>
        Fail(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["errorType"] = errorType,
            ["errorMessage"] = $"RequestId: {RequestId} Error: {message}",
        }.ToJsonString()));
}
