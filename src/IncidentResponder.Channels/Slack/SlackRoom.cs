using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Channels.Slack;

/// <summary>Says who somebody in Slack is. Whoever that is has still to be among those who may answer.</summary>
/// <param name="api">Asks Slack.</param>
/// <param name="people">The people whom the policy knows in Slack: what it says is not asked of Slack.</param>
public sealed class SlackRoom(SlackApi api, People people)
{
    /// <summary>Who it is, as things are now.</summary>
    /// <param name="user">The person's id in Slack, as a signed click says.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task<SlackIdentity> WhoIsAsync(string user, CancellationToken cancel)
    {
        if (people.BySlackUser(user) is { } known)
            return new SlackIdentity.Somebody(known.Address);
        try
        {
            var reply = await api.PersonAsync(user, cancel).ConfigureAwait(false);
            return reply switch
            {
                SlackReply.Done { Json: var json } => Read(json.TryGetProperty("user", out var member) ? member : default, user),
                SlackReply.Failed { Error: "user_not_found" or "user_not_visible" } => new SlackIdentity.Nobody("Slack does not know you in this workspace."),
                SlackReply.Failed { Error: var error } => new SlackIdentity.Unknown(SlackFault.Of("users.info", error, api.Settings).Message),
                _ => new SlackIdentity.Unknown("Slack did not say who you are."),
            };
        }
        catch (NoticeNotSentException lost)
        {
            return new SlackIdentity.Unknown(lost.Message);
        }
    }

    private SlackIdentity Read(JsonElement user, string asked)
    {
        if (ChannelReply.Text(user, "id") != asked)
            return new SlackIdentity.Unknown("Slack answered about somebody else.");
        if (Refusal(user) is { } why)
            return new SlackIdentity.Nobody(why);

        // Anybody may write any address into their profile; Slack says which ones it has had confirmed.
        var address = user.TryGetProperty("profile", out var profile) ? ChannelReply.Text(profile, "email") : null;
        if (address is null || !Approver.IsAddress(address))
            return new SlackIdentity.Unknown("Slack shows no e-mail address of yours to this app: it needs the scope users:read.email, or the policy your id in Slack.");
        return Is(user, "is_email_confirmed")
            ? new SlackIdentity.Somebody(people.MainAddress(address))
            : new SlackIdentity.Nobody("Your e-mail address in Slack is not confirmed.");
    }

    // Members that Slack leaves out are false, but for the workspace, without which nobody is of this one.
    private string? Refusal(JsonElement user)
    {
        if (Is(user, "deleted"))
            return "Your account in Slack is deactivated.";
        if (Is(user, "is_bot") || Is(user, "is_workflow_bot"))
            return "Apps can't answer.";
        if (Is(user, "is_restricted") || Is(user, "is_ultra_restricted"))
            return "Guests of this workspace can't answer.";
        if (Is(user, "is_invited_user"))
            return "Your account in Slack is not yet in use.";
        var enterprise = user.TryGetProperty("enterprise_user", out var member) ? ChannelReply.Text(member, "enterprise_id") : null;
        return Is(user, "is_stranger") || (ChannelReply.Text(user, "team_id") != api.Settings.TeamId && enterprise != api.Settings.TeamId)
            ? "Only people of this deployment's own workspace can answer."
            : null;
    }

    // Anything but a plain false counts as true: these are reasons to refuse, except for the confirmed address, which has to be a plain true.
    private static bool Is(JsonElement user, string name) =>
        user.TryGetProperty(name, out var member) && (name is "is_email_confirmed" ? member.ValueKind is JsonValueKind.True : member.ValueKind is not (JsonValueKind.False or JsonValueKind.Null));
}
