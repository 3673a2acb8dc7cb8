using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Channels.Slack;

/// <summary>
/// The moments of an incident that are worth a ping: asked, decided, contained or not, undone. A change of the card pings nobody, so each
/// is told once in the card's thread.
/// </summary>
internal static class SlackMoment
{
    /// <summary>What the card itself tells when it is posted.</summary>
    private const string Told = "told";

    /// <summary>The moment's name. Whoever is asked later is pinged as well.</summary>
    internal static string Of(IncidentRecord record, StandingKind kind) => kind switch
    {
        StandingKind.ToldOnly when record is { Incident.Playbook: Playbooks.Digest, Closure: not null } => "ended",
        StandingKind.Asking when record.Approval is { } question => $"asked{question.Approvers.Length}",
        StandingKind.Deciding or StandingKind.ToldOnly or StandingKind.Asking => Told,
        StandingKind.Running or StandingKind.Checking => record.Answer is null ? Told : "decided",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>What is said in the thread at a moment; null when nothing is.</summary>
    internal static SlackMessage? Reply(IncidentRecord record, People people, DateTimeOffset now, string moment)
    {
        if (moment == Told)
            return null;

        SlackStatus status = new(record, people, now);
        using SlackBlocks blocks = new();
        return new(SlackCard.Text(record, status), blocks.Markdown([$"*{status.Word}* {SlackText.Code(SlackCard.About(record), 300)}", .. status.Lines]).Done());
    }
}
