using System.Collections.Immutable;
using System.Text;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Cli.Generated;

/// <summary>The pages about remediations: one each, an index, and the list of all they may do.</summary>
internal static class RemediationPages
{
    private const string Notice = "<!-- Written by `ir remediations --write`; edit the remediation instead. -->\n";

    /// <summary>The page's path from the repository's folder.</summary>
    public static string PathOf(RemediationDescription power) => $"docs/remediations/{FileOf(power)}";

    /// <summary>The page of one remediation.</summary>
    public static string Of(RemediationDescription power)
    {
        var page = new StringBuilder(Notice);
        Line(page, $"# {power.Id}: {Title(power)}");
        Line(page, power.Why);
        Line(page, $"| | |\n|-|-|\n| Acts on | `{power.TargetType}` |\n| Answers | {Code(power.Resolves)} |\n| Risk | {power.Risk} |\n| Can be undone | {Undone(power)} |\n| Unless policy says otherwise | {power.DefaultMode} |");
        Line(page, $"## What may break\n\n{power.MayBreak}");
        Line(page, $"## How to verify\n\n{power.HowToVerify}");
        Line(page, $"## How to undo\n\n{power.HowToUndo}");
        Line(page, $"## Permissions\n\nReads: {Code(power.Reads)}");
        Line(page, power.Writes.IsEmpty ? "Writes nothing." : $"Writes: {Code(power.Writes)}, on {Code(power.Scope)}");
        foreach (var condition in power.Conditions)
            Line(page, $"`{condition.Action}` only where `{condition.Key}` is `{condition.Value}`.");
        if (!power.BlastRadiusReads.IsEmpty)
            Line(page, $"Read before people are asked, to show how far it reaches: {Code(power.BlastRadiusReads)}");
        return page.ToString();
    }

    /// <summary>The index of all pages.</summary>
    public static string Index(ImmutableArray<RemediationDescription> powers) =>
        $"{Notice}# Remediations\n\nEvery power of the responder, with what it may break and the way back. `ir remediations` lists them too.\n\n{Table(powers, "")}";

    /// <summary>A table with a line a remediation.</summary>
    /// <param name="powers">The remediations.</param>
    /// <param name="folder">Where the pages are, from the file that holds the table.</param>
    public static string Table(ImmutableArray<RemediationDescription> powers, string folder)
    {
        var table = new StringBuilder("| Remediation | What it does | Risk | Undo | Default |\n|-|-|-|-|-|\n");
        foreach (var power in powers)
            table.Append($"| [{power.Id}]({folder}{FileOf(power)}) | {Title(power)} | {power.Risk} | {power.Reversibility} | {power.DefaultMode} |\n");
        return table.ToString();
    }

    /// <summary>Every write of every remediation, a line each: what a reviewer approves when it changes.</summary>
    public static string Powers(ImmutableArray<RemediationDescription> powers) => string.Concat(
        from power in powers
        from line in power.Writes.Select(write => $"{power.Id} {write} {string.Join(' ', power.Scope)}\n").DefaultIfEmpty($"{power.Id} (changes nothing)\n")
        select line);

    private static string FileOf(RemediationDescription power) => $"{power.Id.Replace('/', '-')}.md";

    private static string Title(RemediationDescription power) => power.Title.Replace("{target}", "…", StringComparison.Ordinal);

    private static string Undone(RemediationDescription power) => power.Reversibility switch
    {
        Reversibility.Full => "Yes, exactly",
        Reversibility.Partial => "In part",
        _ => "No",
    };

    private static string Code(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"`{text}`"));

    private static void Line(StringBuilder page, string text) => page.Append(text).Append("\n\n");
}
