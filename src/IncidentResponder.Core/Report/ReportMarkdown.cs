using System.Collections.Immutable;
using System.Text;

namespace IncidentResponder.Core.Report;

/// <summary>Writes a report as Markdown.</summary>
internal static class ReportMarkdown
{
    internal static string Of(IncidentReport report)
    {
        var text = new StringBuilder($"# {MarkdownText.Line(report.Title)}\n");
        foreach (var section in report.Sections)
        {
            text.Append($"\n## {MarkdownText.Line(section.Title)}\n");
            foreach (var block in section.Blocks)
                text.Append('\n').Append(Block(block));
        }

        return text.ToString();
    }

    private static string Block(ReportBlock block) => block switch
    {
        ReportBlock.Heading heading => $"### {MarkdownText.Line(heading.Text)}\n",
        ReportBlock.Paragraph paragraph => $"{MarkdownText.Line(paragraph.Text)}\n",
        ReportBlock.Facts facts => Lines(facts.Pairs.Select(pair => $"- **{MarkdownText.Line(pair.Name)}:** {MarkdownText.Line(pair.Value)}")),
        ReportBlock.Points points => Lines(points.Items.Select(item => $"- {MarkdownText.Line(item)}")),
        ReportBlock.Tasks tasks => Lines(tasks.Items.Select(item => $"- [ ] {MarkdownText.Line(item)}")),
        ReportBlock.Exact exact => MarkdownText.Fenced(exact.Lines),
        ReportBlock.Table table => Row(table.Head) + Row([.. table.Head.Select(_ => "---")], ready: true) + string.Concat(table.Rows.Select(row => Row(row))),
        _ => throw new InvalidOperationException($"Markdown has no form for {block.GetType().Name}; give it one."),
    };

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    private static string Row(ImmutableArray<string> cells, bool ready = false) =>
        $"| {string.Join(" | ", cells.Select(cell => ready ? cell : MarkdownText.Line(cell)))} |\n";
}
