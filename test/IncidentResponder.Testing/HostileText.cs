using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Testing;

/// <summary>Text that an attacker may put where a detector copies it from.</summary>
public static class HostileText
{
    /// <summary>A few of each kind.</summary>
    public static ImmutableArray<string> Few { get; } =
    [
        "<!channel> <script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus=alert(1) autofocus x='",
        "</style></pre><form action=https://evil.example><button>Approve</button></form>",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "=cmd|' /C calc'!A0",
        "x\r\nBcc: everyone@example.com",
        "\u202egnp.exe https://evil.example/\u200b",
        new('A', 1_000_000),
        new('<', 100_000),
        "Your one-time code is 0000 0000",
        "half " + (char)0xd800,
        "日本語 😀 Größe",
    ];

    /// <summary>A record with the text in every place that can come from outside.</summary>
    public static IncidentRecord Poison(IncidentRecord record, string text)
    {
        var finding = record.Incident.Finding with
        {
            Title = text,
            Description = text,
            Type = text,
            Id = text,
            Region = text,
            Source = text,
            RemoteDomains = [text],
            Techniques = [text],
            Doubt = text,
            Principal = new() { Kind = text, Name = text, PrincipalId = text, AccessKeyId = text },
        };
        var target = new FindingResource { Type = text, Id = text, Account = Some.Account, Region = text, Arn = text };
        var decision = record.Decision ?? throw new ArgumentException("The record has no decision to poison.", nameof(record));
        var step = decision.Plan.Steps[0] with { Title = text, Calls = [text, text], MayBreak = text, HowToUndo = text };
        return record with
        {
            Incident = record.Incident with { Finding = finding, Target = target, Continues = new(record.Incident.Id, text) },
            Findings = [finding, .. Enumerable.Range(0, 30).Select(number => finding with { Id = $"{number}{text}" })],
            Decision = decision with
            {
                Because = [text],
                Plan = decision.Plan with { Steps = [step], StateBefore = decision.Plan.StateBefore.SetItem("eni-0a1b2c3d groups", text) },
                Facts = decision.Facts with { Summary = [text], Gaps = [.. Enumerable.Repeat(text, 20)] },
            },
            Enrichment = new() { Items = [.. Enumerable.Repeat(text, 50).Select(t => new Core.Enrich.EvidenceItem { Source = t, Text = t, At = Some.Moment })], Gaps = [text] },
            Evidence = [.. Enumerable.Repeat(text, 30).Select(t => new Core.Preserve.SealedItem { Title = t, Location = t, At = Some.Moment })],
            Answer = record.Answer is { } answer ? answer with { Comment = text } : null,
            PriorStates = [.. record.PriorStates.Select(prior => prior with { State = text })],
            Steps = [.. record.Steps.Select(s => s with { Detail = text, Seen = text, Remediation = text })],
            Ledger = [.. record.Ledger.Select(e => e with { Text = text })],
        };
    }
}
