using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Channels.Jira;

/// <summary>
/// Keeps one Jira Cloud issue an incident, found again by a label that names the incident, with a comment for each change.
/// Jira's search may lag behind by seconds: an issue whose making was not answered is looked for before another is made, and a
/// retry within that time may still make a second.
/// </summary>
/// <param name="http">Sends.</param>
/// <param name="settings">Where and as whom.</param>
public sealed class JiraChannel(ChannelHttp http, JiraSettings settings) : IChannel
{
    private readonly JiraIssues _issues = new(http, settings);

    /// <inheritdoc/>
    public string Name => JiraIssues.Channel;

    /// <inheritdoc/>
    public async Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Showing.Of(record, before, now) is not { } showing)
            return before;
        var shown = showing.Digest(showing.Standing.Kind.ToString(), showing.Sentence);
        if (before?.Shown == shown)
            return before;
        var known = before?.Address ?? await _issues.FindAsync(JiraIssue.LabelOf(showing), cancel).ConfigureAwait(false);
        var key = known ?? await _issues.CreateAsync(JiraIssue.Of(showing, settings), cancel).ConfigureAwait(false);

        // First the transition: asked for again it is no longer open, while a comment that is written again is there twice.
        if (showing.Attention is Attention.Settled && settings.DoneTransition is { } transition)
            await _issues.MoveAsync(key, transition, cancel).ConfigureAwait(false);
        if (known is not null)
            await _issues.CommentAsync(key, JiraIssue.Comment(showing), cancel).ConfigureAwait(false);
        return new() { Channel = Name, Address = key, Shown = shown, At = now };
    }
}
