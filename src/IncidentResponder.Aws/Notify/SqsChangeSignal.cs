using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Notify;

/// <summary>Says by a queue that an incident has changed, and hands on what people want of it.</summary>
/// <param name="client">The client.</param>
/// <param name="queueUrl">The queue.</param>
public sealed class SqsChangeSignal(IAmazonSQS client, string queueUrl) : IChangeSignal
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public Task RaiseAsync(IncidentId id, CancellationToken cancel) => RaiseLaterAsync(id, 0, TimeSpan.Zero, cancel);

    /// <inheritdoc/>
    public Task RaiseLaterAsync(IncidentId id, int attempt, TimeSpan after, CancellationToken cancel) =>
        SendAsync(id, new JsonObject { ["incidentId"] = id.Value, ["attempt"] = attempt }.ToJsonString(), after, cancel);

    /// <inheritdoc/>
    public Task HandOnAsync(IncidentId id, string wish, CancellationToken cancel) => SendAsync(id, wish, TimeSpan.Zero, cancel);

    private async Task SendAsync(IncidentId id, string body, TimeSpan after, CancellationToken cancel)
    {
        try
        {
            await client.SendMessageAsync(
                new SendMessageRequest
                {
                    QueueUrl = queueUrl,
                    MessageBody = body,
                    DelaySeconds = (int)Math.Ceiling((after < Longest ? after : Longest).TotalSeconds),
                },
                cancel).ConfigureAwait(false);
        }
        catch (AmazonServiceException refused)
        {
            throw new NoticeNotSentException($"Queue {queueUrl} did not take the change of incident {id} ({refused.ErrorCode}); the next change brings both.", refused);
        }
        catch (HttpRequestException lost)
        {
            throw new NoticeNotSentException($"Queue {queueUrl} could not be reached for incident {id} ({lost.HttpRequestError}); the next change brings both.", lost);
        }
    }
}
