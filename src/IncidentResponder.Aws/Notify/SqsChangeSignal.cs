using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Notify;

/// <summary>Says by a first-in-first-out queue that an incident has changed: each incident's messages are taken one after another.</summary>
/// <param name="client">The client.</param>
/// <param name="queueUrl">The queue.</param>
public sealed class SqsChangeSignal(IAmazonSQS client, string queueUrl) : IChangeSignal
{
    /// <inheritdoc/>
    public Task RaiseAsync(IncidentId id, CancellationToken cancel) => SendAsync(id, new JsonObject { ["incidentId"] = id.Value }, cancel);

    /// <summary>Hands on something that a person wants about an incident.</summary>
    /// <param name="id">The incident; what is about the same one is done in order.</param>
    /// <param name="body">The message.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <exception cref="NoticeNotSentException">The queue did not take it.</exception>
    public async Task SendAsync(IncidentId id, JsonObject body, CancellationToken cancel)
    {
        try
        {
            await client.SendMessageAsync(
                new SendMessageRequest
                {
                    QueueUrl = queueUrl,
                    MessageBody = body.ToJsonString(),
                    MessageGroupId = id.Value,

                    // Two changes say the same words and are two changes.
                    MessageDeduplicationId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
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
