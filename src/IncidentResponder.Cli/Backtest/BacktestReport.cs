using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Cli.Backtest;

/// <summary>What came of a backtest.</summary>
/// <param name="Files">How many events there were.</param>
/// <param name="Ignored">How many findings or events ask for nothing.</param>
/// <param name="Unreadable">How many could not be read.</param>
/// <param name="Decided">What was decided, in order.</param>
/// <param name="Against">What the other policy decides about the same findings; null when there is none.</param>
internal sealed record BacktestReport(
    int Files, int Ignored, int Unreadable, ImmutableArray<PastDecision> Decided, ImmutableArray<PastDecision>? Against)
{
    private IEnumerable<(PastDecision Here, PastDecision There)> Differences =>
        Against is { } against ? Decided.Zip(against).Where(pair => (pair.First.Mode, pair.First.Rule) != (pair.Second.Mode, pair.Second.Rule)) : [];

    /// <summary>For people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var incidents = Decided.Select(one => one.Incident).Distinct(StringComparer.Ordinal).Count();
        text.AppendLine($"{Files} files: {Decided.Length} findings in {incidents} incidents, {Ignored} ignored on reading, {Unreadable} unreadable");
        Table(text, "", [.. Decided]);
        foreach (var playbook in Decided.GroupBy(one => one.Playbook, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            Table(text, $"playbook {playbook.Key}", [.. playbook]);
        foreach (var account in Decided.GroupBy(one => one.Account, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            Table(text, $"account {account.Key}", [.. account]);
        if (Against is not null)
            text.AppendLine($"{Differences.Count()} findings are decided otherwise by the other policy");
        foreach (var (here, there) in Differences)
            text.AppendLine($"  {here.File} {here.Type}: {here.Mode} by '{here.Rule}' → {there.Mode} by '{there.Rule}'");
        return text.ToString().TrimEnd();
    }

    /// <summary>One JSON object.</summary>
    public string Json() => new JsonObject
    {
        ["files"] = Files,
        ["ignored"] = Ignored,
        ["unreadable"] = Unreadable,
        ["byMode"] = Counts(one => one.Mode.ToString()),
        ["guarded"] = Decided.Count(one => one.Guarded),
        ["byPlaybook"] = Counts(one => one.Playbook),
        ["byAccount"] = Counts(one => one.Account),
        ["findings"] = new JsonArray([.. Decided.Select(Row)]),
        ["differences"] = new JsonArray([.. Differences.Select(pair => new JsonObject { ["here"] = Row(pair.Here), ["there"] = Row(pair.There) })]),
    }.ToJsonString();

    /// <summary>A line a finding. A cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    public string Csv() => string.Join(
        Environment.NewLine,
        Decided.Select((one, number) => string.Join(
            ',',
            new[] { one.File, one.Finding, one.Type, one.Account, one.Incident, one.Playbook, one.Rule, one.Mode.ToString(), one.Guarded ? "yes" : "no", one.Because, Against?[number].Mode.ToString() ?? "", Against?[number].Rule ?? "" }.Select(Cell)))
            .Prepend("file,finding,type,account,incident,playbook,rule,mode,guarded,because,against_mode,against_rule"));

    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static void Table(StringBuilder text, string name, PastDecision[] decided)
    {
        var modes = Enum.GetValues<ResponseMode>().Select(mode => $"{mode} {decided.Count(one => one.Mode == mode)}");
        text.AppendLine($"  {name,-28} {string.Join(", ", modes)}, lowered by a guard {decided.Count(one => one.Guarded)}");
    }

    private JsonObject Counts(Func<PastDecision, string> key)
    {
        var counts = new JsonObject();
        foreach (var group in Decided.GroupBy(key, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            counts[group.Key] = group.Count();
        return counts;
    }

    private static JsonObject Row(PastDecision one) => new()
    {
        ["file"] = one.File,
        ["finding"] = one.Finding,
        ["type"] = one.Type,
        ["account"] = one.Account,
        ["incident"] = one.Incident,
        ["playbook"] = one.Playbook,
        ["rule"] = one.Rule,
        ["mode"] = one.Mode.ToString(),
        ["guarded"] = one.Guarded,
        ["because"] = one.Because,
    };
}
