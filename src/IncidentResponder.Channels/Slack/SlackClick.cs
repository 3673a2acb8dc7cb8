using IncidentResponder.Core;

namespace IncidentResponder.Channels.Slack;

/// <summary>A click on a button of a card. Who the person is and whether they may is not judged yet.</summary>
public sealed record SlackClick
{
    /// <summary>The person's id in Slack.</summary>
    public required string User { get; init; }

    /// <summary>The workspace that the person belongs to; null where Slack does not say.</summary>
    public string? UserTeam { get; init; }

    /// <summary>The workspace in which it was clicked; null for an app of a whole organization.</summary>
    public string? Team { get; init; }

    /// <summary>The organization in which it was clicked; null where there is none.</summary>
    public string? Enterprise { get; init; }

    /// <summary>The app that posted the message.</summary>
    public required string App { get; init; }

    /// <summary>The channel that holds the message.</summary>
    public required string Channel { get; init; }

    /// <summary>The message's time stamp, by which Slack names it.</summary>
    public required string Message { get; init; }

    /// <summary>What is asked for.</summary>
    public required SlackAction Action { get; init; }

    /// <summary>The incident that the button is about.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>The digest of the plan that the card showed: 64 lower-case hexadecimal digits.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>What of it is not this deployment's: its app, its workspace, its channel, or the person's workspace. Null when nothing is.</summary>
    public string? Objection(SlackSettings settings)
    {
        if (App != settings.AppId)
            return $"The click is on a message of app {App}, and this deployment's app is {settings.AppId}.";
        if (Team != settings.TeamId && Enterprise != settings.TeamId)
            return $"The click comes from workspace {Team ?? Enterprise ?? "unknown"}, and this deployment's is {settings.TeamId}.";
        if (UserTeam is { } home && home != settings.TeamId && Enterprise != settings.TeamId)
            return $"The person who clicked belongs to workspace {home}, and this deployment's is {settings.TeamId}.";
        return Channel == settings.ChannelId ? null : $"The click comes from channel {Channel}, and this deployment's is {settings.ChannelId}.";
    }
}
