using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Slack;

/// <summary>What to do about the errors that Slack names. See https://docs.slack.dev/reference/methods/chat.postMessage.</summary>
internal static class SlackFault
{
    // Where Slack says only in words that it is asked too often, it does not say for how long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>The message that was to be changed is not there any more, or can't be changed: another one takes its place.</summary>
    internal static bool IsGone(string error) => error is "message_not_found" or "cant_update_message" or "edit_window_closed" or "duplicate_message_not_found";

    /// <summary>The channel does not take the app's messages.</summary>
    internal static bool IsAboutChannel(string error) => error is "channel_not_found" or "not_in_channel" or "is_archived" or "channel_is_archived" or "restricted_action" or "duplicate_channel_not_found";

    /// <summary>The sentence, with the next step.</summary>
    /// <param name="method">The method that was called.</param>
    /// <param name="error">The error as Slack names it.</param>
    /// <param name="settings">The channel and the app.</param>
    internal static NoticeNotSentException Of(string method, string error, SlackSettings settings) =>
        new($"Slack answered {method} with '{PlainText.Of(error, 80)}': {NextStep(error, settings)}") { RetryAfter = error is "ratelimited" or "rate_limited" ? Pause : null };

    private static string NextStep(string error, SlackSettings settings) => error switch
    {
        _ when IsAboutChannel(error) => $"invite app {settings.AppId} to channel {settings.ChannelId}, or correct 'slack.channelId' in the channels' secret.",
        "invalid_auth" or "not_authed" or "account_inactive" or "token_revoked" or "token_expired" or "no_permission" => "install the app again, and put its new bot token as 'slack.botToken' in the channels' secret.",
        "missing_scope" => "give the app the scopes chat:write, users:read and users:read.email and install it again.",
        "user_not_in_channel" or "user_not_found" => "the person is not in the channel, or not in this workspace: tell them by another way.",
        "invalid_blocks" or "invalid_blocks_format" or "msg_blocks_too_long" or "msg_too_long" or "invalid_arguments" or "no_text" => "it does not take the message as this product writes it; use the mail and the page, and report it with the incident's id.",
        "ratelimited" or "rate_limited" => "it is told again after a pause.",
        "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org" => "it is tried again.",
        _ => "look the error up in the documentation of Slack's API; it is tried again meanwhile.",
    };
}
