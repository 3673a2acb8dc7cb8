using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Notify;

/// <summary>Sends notices through SNS. What is for one person goes to the approval topic, whose subscriptions filter on "approver".</summary>
/// <param name="client">The client.</param>
/// <param name="noticeTopicArn">The topic for all; null where only personal notices are sent.</param>
/// <param name="approvalTopicArn">The topic for one approver; null where only notices for all are sent.</param>
/// <param name="selfAlarmTopicArn">The topic for alarms about the responder itself; null where none are sent.</param>
public sealed class SnsMessenger(
    IAmazonSimpleNotificationService client, string? noticeTopicArn, string? approvalTopicArn, string? selfAlarmTopicArn = null) : IMessenger
{
    // SNS takes 256 KiB with attributes; a body is cut well below it.
    private const int LongestBody = 60_000;

    /// <inheritdoc/>
    public async Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel)
    {
        var (arn, variable) = (approver, notice.Kind) switch
        {
            (null, NoticeKind.SelfAlarm) => (selfAlarmTopicArn, "SELF_ALARM_TOPIC_ARN"),
            (null, _) => (noticeTopicArn, "NOTICE_TOPIC_ARN"),
            _ => (approvalTopicArn, "APPROVAL_TOPIC_ARN"),
        };
        var topic = arn ?? throw new NoticeNotSentException($"This function has no topic for the notice '{notice.Kind}' of incident {id}; set {variable}.");
        try
        {
            await client.PublishAsync(
                new PublishRequest
                {
                    TopicArn = topic,
                    Subject = notice.Subject,
                    Message = notice.Body.Length <= LongestBody ? notice.Body : notice.Body[..LongestBody] + "\n(cut; the rest is in the incident's record)\n",
                    MessageAttributes = Attributes(id, notice, approver, severity),
                },
                cancel).ConfigureAwait(false);
        }
        catch (AmazonServiceException refused)
        {
            throw new NoticeNotSentException($"Topic {topic} did not take the notice '{notice.Kind}' of incident {id} ({refused.ErrorCode}); it is tried again, and the alarm rings if that fails.", refused);
        }
        catch (HttpRequestException lost)
        {
            throw new NoticeNotSentException($"Topic {topic} could not be reached for the notice '{notice.Kind}' of incident {id} ({lost.HttpRequestError}); it is tried again.", lost);
        }
    }

    private static Dictionary<string, MessageAttributeValue> Attributes(IncidentId id, Notice notice, string? approver, string severity)
    {
        Dictionary<string, MessageAttributeValue> attributes = new()
        {
            ["kind"] = Text(notice.Kind),
            ["severity"] = Text(severity),
            ["incidentId"] = Text(id.Value),
        };
        if (approver is not null)
            attributes["approver"] = Text(approver);
        return attributes;
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };
}
