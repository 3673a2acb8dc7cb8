using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Cli.Evidence;

/// <summary>Says what checking evidence found.</summary>
/// <param name="verdict">What it found.</param>
/// <param name="ownKey">The signature was checked with a key that is kept elsewhere.</param>
internal sealed class EvidenceReport(EvidenceVerdict verdict, bool ownKey)
{
    private int Files => verdict.Entries.Count(entry => entry.Item.Key.Length > 0);

    private int InAws => verdict.Entries.Count(entry => entry.Item is { Key.Length: 0, Arn.Length: > 0 });

    private int NotHad => verdict.Entries.Count(entry => entry.IsMissing);

    /// <summary>For people.</summary>
    public string Text()
    {
        StringBuilder text = new();
        if (verdict.Holds)
            text.AppendLine($"The evidence of {verdict.Entries[0].IncidentId} holds: {verdict.Entries.Length} entries, {Files} files as they were sealed, the manifest signed.");
        else
            text.AppendLine($"The evidence does not hold: {verdict.Faults.Length} {(verdict.Faults.Length == 1 ? "fault" : "faults")}.");
        foreach (var fault in verdict.Faults)
            text.AppendLine($"- {fault.Kind}{(fault.Entry is { } entry ? $", entry {entry}" : "")}, {fault.File}: {fault.Why}");
        foreach (var entry in verdict.Entries.Where(entry => entry.IsMissing))
            text.AppendLine($"Not collected: {entry.Item.Type} of {entry.Item.Id}: {entry.Reason}");
        if (InAws > 0)
            text.AppendLine($"{InAws} in AWS, not looked at: {string.Join(", ", verdict.Entries.Where(entry => entry.Item is { Key.Length: 0, Arn.Length: > 0 }).Select(entry => entry.Item.Id))}.");
        text.Append(ownKey
            ? "The signature was checked with the key that you gave."
            : "The key came from the same place as the evidence: it proves that nothing changed since, against whoever lacks that key, and not whose key it is. Give --key FILE with the public key that you keep elsewhere.");
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    public string Json() => new JsonObject
    {
        ["holds"] = verdict.Holds,
        ["entries"] = verdict.Entries.Length,
        ["files"] = Files,
        ["inAws"] = InAws,
        ["notCollected"] = NotHad,
        ["ownKey"] = ownKey,
        ["faults"] = new JsonArray([.. verdict.Faults.Select(fault => new JsonObject
        {
            ["kind"] = fault.Kind.ToString(),
            ["entry"] = fault.Entry,
            ["file"] = fault.File,
            ["why"] = fault.Why,
        })]),
    }.ToJsonString();
}
