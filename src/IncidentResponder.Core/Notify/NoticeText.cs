using System.Text;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Notify;

/// <summary>Puts a notice's body together from sections of plain text. Whatever came from outside is defanged on its way in.</summary>
internal sealed class NoticeText
{
    private const int Line = 300;
    private const int MostLines = 20;
    private readonly StringBuilder _text = new();

    /// <summary>A line that this product wrote.</summary>
    internal NoticeText Say(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>An empty line, then a heading.</summary>
    internal NoticeText Head(string heading) => Say("").Say(heading.ToUpperInvariant());

    /// <summary>What, where, since when.</summary>
    internal NoticeText Facts(IncidentRecord record)
    {
        var (finding, target) = (record.Latest, record.Incident.Target);
        Say($"{finding.Severity} severity: {Safe(finding.Title)}");
        Say("");
        Say($"What:     {Safe(finding.Type)}");
        Say($"Where:    {Safe(target.Id)} ({Safe(target.Type)}) in account {target.Account}, {Safe(target.Region)}");
        Say($"Since:    {UtcText.Of(finding.Since)}, last seen {UtcText.Of(finding.LastSeen)}, seen {finding.Count} time{(finding.Count == 1 ? "" : "s")}");
        Say($"Reported: by {Safe(finding.Source)}, finding {Safe(finding.Id)}");
        foreach (var joined in record.Findings.Skip(1).Take(MostLines))
            Say($"Joined:   {Safe(joined.Type)} at severity {joined.Severity}, last seen {UtcText.Of(joined.LastSeen)}, finding {Safe(joined.Id)}");
        if (record.Findings.Length - 1 > MostLines)
            Say($"Joined:   and {record.Findings.Length - 1 - MostLines} more findings, which the record has");
        if (record.Incident.Continues is { } continues)
            Say($"Again:    goes on from {continues.From}. {Safe(continues.Why)}");
        return Say($"Incident: {record.Incident.Id}");
    }

    /// <summary>The steps with their calls, what may break and how to undo.</summary>
    internal NoticeText Plan(Decision decision)
    {
        Head("The plan");
        if (decision.Plan.Steps.IsEmpty)
            return Say("Nothing is to be changed.");
        foreach (var step in decision.Plan.Steps.Take(MostLines))
        {
            Say($"{step.Number}. {Safe(step.Title)}");
            List("   Call:      ", step.Calls);
            Say($"   May break: {Safe(step.MayBreak)}");
            Say($"   Undo:      {Safe(step.HowToUndo)}");
        }

        return this;
    }

    /// <summary>Why the policy decided so.</summary>
    internal NoticeText Because(Decision decision)
    {
        Head("Why");
        return List("- ", decision.Because.AddRange(decision.Otherwise));
    }

    /// <summary>What is known and, by name, what is not.</summary>
    internal NoticeText Known(IncidentRecord record)
    {
        Head("What is known");
        List("- ", record.Decision?.Facts.Summary ?? []);
        List("- ", record.Enrichment.Items.Select(i => $"{UtcText.Of(i.At)} {i.Source}: {i.Text}"));
        return List("- Not known: ", (record.Decision?.Facts.Gaps ?? []).Concat(record.Enrichment.Gaps));
    }

    /// <summary>How far each step has come and what a check saw.</summary>
    internal NoticeText Steps(IncidentRecord record)
    {
        if (record.Steps.IsEmpty)
            return this;
        Head("Steps");
        foreach (var step in record.Steps.OrderBy(s => s.Number).Take(MostLines))
        {
            Say($"{step.Number}. {Safe(step.Remediation)}: {Safe(step.State)} at {UtcText.Of(step.At)}. {Safe(step.Detail)}".TrimEnd());
            if (step.Verification.Length > 0)
                Say($"   Check: {Safe(step.Verification)}. {Safe(step.Seen)}".TrimEnd());
        }

        return this;
    }

    /// <summary>The evidence that was sealed, and what could not be had.</summary>
    internal NoticeText Evidence(IncidentRecord record)
    {
        if (record.Evidence.IsEmpty)
            return this;
        Head("Evidence");
        return List("- ", record.Evidence.Select(e => e.Gap.Length > 0 ? $"Could not be had: {e.Title}: {e.Gap}" : $"{e.Title}: {e.Location}"));
    }

    /// <summary>The body.</summary>
    internal string Done() => _text.ToString();

    private static string Safe(string text) => PlainText.Defanged(text, Line);

    private NoticeText List(string mark, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        foreach (var line in all.Take(MostLines))
            Say(mark + Safe(line));
        return all.Count > MostLines ? Say($"{mark}and {all.Count - MostLines} more; the page and the record have them all.") : this;
    }
}
