using System.Collections.Immutable;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Notify;

/// <summary>Writes the two messages about a flood of findings.</summary>
public static class DigestNotices
{
    // A message has room for 256 KiB; people have less.
    private const int MostGroups = 100;
    private const int MostTargets = 10;

    /// <summary>A flood has begun.</summary>
    public static Notice Begun(IncidentRecord record) => new()
    {
        Kind = NoticeKind.Opened,
        Subject = Subject.Of(record.Incident, "Flood:", "more findings than are told one by one"),
        Body = new NoticeText()
            .Say("More findings are coming than the policy lets be told one by one.")
            .Say("Those that came first, and critical ones, have their own incidents and messages. The rest are kept, and nothing is done about them.")
            .Say($"One message names them at {UtcText.Of(FloodDigest.EndOf(record.Incident))}. A flood may hide an attack: look at GuardDuty and Security Hub now.")
            .Say("")
            .Say($"Incident: {record.Incident.Id}")
            .Done(),
    };

    /// <summary>What came in the flood.</summary>
    /// <param name="record">The digest's incident.</param>
    /// <param name="findings">Its findings, in the order in which they are shown.</param>
    public static Notice Ended(IncidentRecord record, ImmutableArray<DigestedFinding> findings)
    {
        var groups = findings.GroupBy(one => (one.Severity, one.Account, one.Type)).ToArray();
        var text = new NoticeText()
            .Say($"{findings.Length} finding{(findings.Length == 1 ? "" : "s")} came faster than the policy lets be told one by one. Nothing was done about them.")
            .Say($"All of them are in digest.json with the evidence of incident {record.Incident.Id}.");
        foreach (var group in groups.Take(MostGroups))
            Group(text, [.. group]);
        if (groups.Length > MostGroups)
            text.Say("").Say($"and {groups.Length - MostGroups} more kinds, which digest.json names");
        return new()
        {
            Kind = NoticeKind.Outcome,
            Subject = Subject.Of(record.Incident, "Digest:", $"{findings.Length} findings, nothing done"),
            Body = text.Done(),
        };
    }

    private static void Group(NoticeText text, ImmutableArray<DigestedFinding> group)
    {
        var first = group[0];
        text.Say("").Say($"{group.Length} x {PlainText.Defanged(first.Type, 120)}, {first.Severity}, account {first.Account}");
        if (group.Any(one => one.Most > Decide.ResponseMode.NotifyOnly))
            text.Say("Policy might have contained these or asked about them: look at them first.");
        foreach (var one in group.Take(MostTargets))
            text.Say($"- {PlainText.Defanged(one.Target, 200)} in {PlainText.Of(one.Region, 40)}, finding {PlainText.Defanged(one.Id, 200)}, last seen {UtcText.Of(one.LastSeen)}");
        if (group.Length > MostTargets)
            text.Say($"- and {group.Length - MostTargets} more, which digest.json names");
    }
}
