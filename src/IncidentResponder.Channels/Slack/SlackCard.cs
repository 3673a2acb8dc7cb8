using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Channels.Slack;

/// <summary>
/// The one message about an incident, as it is shown while the incident goes on. The same record gives the same bytes, but for what ends
/// with time: a question's deadline, the offer to undo.
/// </summary>
public static class SlackCard
{
    // So many of the plan's steps, of which eight fill a section, and what others wrote at its full length or at a part of it: the first that fits.
    private static readonly (int Steps, int Part)[] Rooms = [(8, 1), (5, 1), (3, 1), (2, 2), (0, 4)];

    /// <summary>Writes it.</summary>
    /// <param name="record">The incident as it is now.</param>
    /// <param name="people">Who is known in Slack.</param>
    /// <param name="now">The time.</param>
    public static SlackMessage Of(IncidentRecord record, People people, DateTimeOffset now)
    {
        SlackStatus status = new(record, people, now);
        var written = Rooms.Select(room => Blocks(record, status, room));
        return new(Text(record, status), written.FirstOrDefault(blocks => blocks.Length <= SlackLimits.Whole) ?? Blocks(record, status, Rooms[^1]));
    }

    /// <summary>What notifications and screen readers say of it: "High: Approve? `Isolate i-0abc from the network` in account … Answer until … (INC-…)".</summary>
    internal static string Text(IncidentRecord record, SlackStatus status)
    {
        var until = status.Question is { } question ? $" Answer until {UtcText.Of(question.Deadline)}." : "";
        var end = $" in account {record.Incident.Target.Account}.{until} ({record.Incident.Id})";
        return Title(record, status, SlackText.Code, SlackLimits.Text - end.Length) + end;
    }

    /// <summary>What is done or to be done; what it is and on what where nothing is.</summary>
    internal static string About(IncidentRecord record) => record.Decision is { Plan.Steps.IsEmpty: false }
        ? Notices.Asked(record)
        : record.Incident.Playbook == Playbooks.Digest ? record.Latest.Title : $"{record.Latest.Type} on {record.Incident.Target.Id}";

    private static string Title(IncidentRecord record, SlackStatus status, Func<string, int, string> harmless, int most)
    {
        var start = $"{Highest(record)}: {status.Word}{(status.Word.EndsWith('?') ? "" : ":")} ";
        return start + harmless(About(record), most - start.Length);
    }

    private static string Blocks(IncidentRecord record, SlackStatus status, (int Steps, int Part) room)
    {
        using SlackBlocks blocks = new();
        return blocks
            .Header($"{Mark(Highest(record))} {Title(record, status, SlackText.Plain, SlackLimits.Header - 3)}")
            .Markdown(status.Lines)
            .Markdown(Facts(record))
            .Plain(Risk(record, room.Part))
            .Actions(SlackButtons.Of(record, status), SlackButtonValue.Write(record.Incident.Id, status.PlanDigest))
            .Plain(SlackPlan.Steps(record, room.Steps))
            .Plain(Words(record, room.Part))
            .Context(Small(record, status.PlanDigest))
            .Done();
    }

    private static IEnumerable<string> Facts(IncidentRecord record)
    {
        var (finding, target) = (record.Latest, record.Incident.Target);
        if (record.Incident.Playbook == Playbooks.Digest)
            return [$"*Since:* {SlackText.Date(finding.Since)}, account {SlackText.Code(target.Account.Value, 40)}, {SlackText.Code(target.Region, 40)}"];
        var alias = record.Decision?.Facts.Account?.Alias is { Length: > 0 } name ? $" ({SlackText.Code(name, 80)})" : "";
        var again = finding.Count > 1 ? $", seen {finding.Count} times, last at {SlackText.Date(finding.LastSeen)}" : "";
        var joined = record.Findings.Length - 1;
        return
        [
            $"*What:* {SlackText.Code(finding.Type, 200)}{(joined > 0 ? $" and {joined} more finding{(joined == 1 ? "" : "s")} that joined" : "")}",
            $"*Where:* {SlackText.Code(target.Id, 200)}, {SlackText.Code(target.Type, 80)} in account {SlackText.Code(target.Account.Value, 40)}{alias}, {SlackText.Code(target.Region, 40)}",
            $"*Since:* {SlackText.Date(finding.Since)}{again}",
            $"*So far:* {SlackPlan.DoneSoFar(record)}",
        ];
    }

    // What whoever answers has to know is above the buttons, so that a phone shows it with them; and some of it others chose: no formats.
    private static IEnumerable<string> Risk(IncidentRecord record, int part)
    {
        if (SlackPlan.LeadOf(record) is { } lead)
            yield return $"May break: {SlackText.Plain(lead.MayBreak, 400 / part)}";
        foreach (var line in record.Decision?.Facts.Summary.Take(4 - part) ?? [])
            yield return $"Affects: {SlackText.Plain(line, 160)}";
    }

    private static IEnumerable<string> Words(IncidentRecord record, int part)
    {
        yield return $"{SlackText.Plain(record.Latest.Source, 60)} says: {SlackText.Plain(record.Latest.Title, 300 / part)}";
        if (SlackPlan.LeadOf(record) is { } lead)
            yield return $"To undo: {SlackText.Plain(lead.HowToUndo, 300 / part)}";
        if (record.Decision?.Facts.Gaps is { IsEmpty: false } gaps)
            yield return $"Not known: {SlackText.Plain(gaps[0], 160 / part)}{(gaps.Length > 1 ? $" And {gaps.Length - 1} more." : "")}";
        if (record.Closure is { Outcome: "Failed" } failed)
            yield return $"What failed: {SlackText.Plain(failed.Summary, 300 / part)}";
        if (record.Answer is { Comment.Length: > 0 } answer)
            yield return $"Comment by {SlackText.Plain(answer.By, 200)}: {SlackText.Plain(answer.Comment, 500 / part)}";
    }

    private static ImmutableArray<string> Small(IncidentRecord record, string digest) =>
    [
        $"Incident {record.Incident.Id}",
        .. record.Decision is { } decision ? [$"Rule {SlackText.Plain(decision.Rule, 80)}"] : Array.Empty<string>(),
        .. record.Decision is { Plan.Steps.IsEmpty: false } && digest.Length > 0 ? [$"Plan {digest[..12]}"] : Array.Empty<string>(),
    ];

    private static Severity Highest(IncidentRecord record) => record.Findings.Max(finding => finding.Severity);

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Critical => "🔴",
        Severity.High => "🟠",
        Severity.Medium => "🟡",
        Severity.Low => "🔵",
        _ => "⚪",
    };
}
