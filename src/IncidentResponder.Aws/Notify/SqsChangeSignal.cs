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
    public Task RaiseAsync(IncidentId id, CancellationToken cancel) => SendAsync(id, new() { ["incidentId"] = id.Value }, TimeSpan.Zero, cancel);

    /// <inheritdoc/>
    public Task RaiseLaterAsync(IncidentId id, int attempt, TimeSpan after, CancellationToken cancel) =>
        SendAsync(id, new() { ["incidentId"] = id.Value, ["attempt"] = attempt }, after, cancel);

    /// <summary>Hands on something that a person wants.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="body">The message.</param>
    /// <param name="after">After how long it is taken, up to 15 minutes.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">The queue did not take it.</exception>
    public async Task SendAsync(IncidentId id, JsonObject body, TimeSpan after, CancellationToken cancel)
    {
        try
        {
            await client.SendMessageAsync(
                new SendMessageRequest
                {
                    QueueUrl = queueUrl,
                    MessageBody = body.ToJsonString(),
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
