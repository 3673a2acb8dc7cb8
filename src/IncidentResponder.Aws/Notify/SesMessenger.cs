using Amazon.Runtime;
using Amazon.SimpleEmailV2;
using Amazon.SimpleEmailV2.Model;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Aws.Notify;

/// <summary>Mails personal notices through SES: plain text only, tagged so that a bounce tells which incident and approver it was for.</summary>
/// <param name="client">The client.</param>
/// <param name="settings">Who it comes from.</param>
public sealed class SesMessenger(IAmazonSimpleEmailServiceV2 client, MailSettings settings) : IMessenger
{
    /// <inheritdoc/>
    public Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel)
    {
        if (approver is null)
            throw new NoticeNotSentException($"The notice '{notice.Kind}' of incident {id} is for all, and mail goes to one person at a time.");

        // A text with a comma or a bracket in it would be read as several addresses.
        if (!Approver.IsAddress(approver))
            throw new NoticeNotSentException($"'{PlainText.Of(approver, 80)}' is no mail address for the notice '{notice.Kind}' of incident {id}; give one address, without a name.");
        return SendAsync(id, notice, Request(id, notice, approver, severity), cancel);
    }

    private async Task SendAsync(IncidentId id, Notice notice, SendEmailRequest request, CancellationToken cancel)
    {
        try
        {
            await client.SendEmailAsync(request, cancel).ConfigureAwait(false);
        }
        catch (AmazonServiceException refused)
        {
            throw new NoticeNotSentException($"SES did not take the notice '{notice.Kind}' of incident {id} from {settings.From} ({refused.ErrorCode}): {NextStep(refused.ErrorCode)}", refused);
        }
        catch (HttpRequestException lost)
        {
            throw new NoticeNotSentException($"SES could not be reached for the notice '{notice.Kind}' of incident {id} ({lost.HttpRequestError}); it is tried again.", lost);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new NoticeNotSentException($"SES did not answer in time for the notice '{notice.Kind}' of incident {id}; it is tried again.", late);
        }
    }

    private SendEmailRequest Request(IncidentId id, Notice notice, string approver, string severity) => new()
    {
        FromEmailAddress = settings.From,
        Destination = new() { ToAddresses = [approver] },
        Content = new() { Simple = new() { Subject = Text(MailText.Subject(notice.Subject)), Body = new() { Text = Text(MailText.Body(notice.Body)) } } },
        ConfigurationSetName = settings.ConfigurationSet,
        EmailTags =
        [
            Tag("incident", id.Value),
            Tag("kind", notice.Kind),
            Tag("severity", severity),
            Tag("approver", approver),
        ],
    };

    private static Content Text(string data) => new() { Data = data, Charset = "UTF-8" };

    private static MessageTag Tag(string name, string value) => new() { Name = name, Value = MailText.Tag(value) };

    private static string NextStep(string? code) => code switch
    {
        "MessageRejected" or "MailFromDomainNotVerifiedException" or "NotFoundException" => "verify the sender, and the recipients while the account is in SES's sandbox, and check the configuration set.",
        "AccountSuspendedException" or "SendingPausedException" => "SES has stopped this account's sending; see its reputation dashboard.",
        "AccessDeniedException" => "let the function's role send by this identity.",
        _ => "it is tried again.",
    };
}
