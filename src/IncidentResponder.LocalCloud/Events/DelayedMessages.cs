using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>Keeps messages that are sent with a delay until the local cloud's clock says so: moto would go by real time.</summary>
/// <param name="moto">Takes them then.</param>
/// <param name="mappings">Are told that they have come.</param>
/// <param name="clock">The local cloud's clock.</param>
public sealed class DelayedMessages(AwsApi moto, QueueMappings mappings, LocalClock clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _number;

    /// <summary>Takes a call that sends a message with a delay, and answers it as SQS does; null for any other call.</summary>
    public LocalResponse? Take(LocalRequest call)
    {
        if (call is not { SigningName: "sqs", Operation: "SendMessage" } || call.Json() is not { } message || message["DelaySeconds"]?.GetValue<int>() is not (> 0 and var seconds))
            return null;

        message.Remove("DelaySeconds");
        SendAsync(message, TimeSpan.FromSeconds(seconds)).Forget();
#pragma warning disable CA5351 // It is SQS that answers with MD5, by which the SDK sees that the text came whole.
        string digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(message["MessageBody"]!.GetValue<string>())));
#pragma warning restore CA5351
        return LocalResponse.Json(new JsonObject { ["MessageId"] = $"delayed-{Interlocked.Increment(ref _number)}", ["MD5OfMessageBody"] = digest });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task SendAsync(JsonObject message, TimeSpan delay)
    {
        await clock.WaitAsync(delay, WaitKind.Retry, _stop.Token);
        using IDisposable work = clock.BeginWork();
        await moto.JsonAsync("sqs", "AmazonSQS.SendMessage", message, _stop.Token);
        mappings.Wake(message["QueueUrl"]!.GetValue<string>().Split('/')[^1]);
    }
}
