using System.Collections.Immutable;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>A message in the channel, with all that it ever said.</summary>
public sealed record SlackShown
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The time stamp by which it is named.</summary>
    public required string TimeStamp { get; init; }

    /// <summary>The message that it answers; null for one of its own.</summary>
    public string? Thread { get; init; }

    /// <summary>The only person who sees it; null for everybody in the channel.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>What it said, oldest first.</summary>
    public required ImmutableArray<SlackVersion> Versions { get; init; }

    /// <summary>What it says now.</summary>
    public SlackVersion Now => Versions[^1];

    /// <summary>The names of the buttons that it has now.</summary>
    public IEnumerable<string> Buttons => BlockKit.Buttons(Now.Blocks).Select(button => button.GetProperty("action_id").GetString() ?? "");

    /// <summary>The value of one of its buttons, as it is now; null where there is no such button.</summary>
    public string? ValueOf(string button) =>
        BlockKit.Buttons(Now.Blocks).Where(one => one.GetProperty("action_id").ValueEquals(button)).Select(one => one.GetProperty("value").GetString()).FirstOrDefault();

    /// <summary>All that it says now, a line each.</summary>
    public string AllText => string.Join('\n', BlockKit.Texts(Now.Blocks));
}
