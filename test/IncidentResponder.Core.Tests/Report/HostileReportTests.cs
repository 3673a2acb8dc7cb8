using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsvHelper;
using CsvHelper.Configuration;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;
using Markdig;

namespace IncidentResponder.Core.Tests.Report;

/// <summary>Text that an attacker chose, through every form that a record is written in, each read back by somebody else's reader.</summary>
public sealed class HostileReportTests(ITestOutputHelper output)
{
    // All that Markdig has beyond CommonMark, and what GitHub, GitLab and wikis have in common.
    private static readonly MarkdownPipeline[] Readers = [new MarkdownPipelineBuilder().UsePipeTables().Build(), new MarkdownPipelineBuilder().UseAdvancedExtensions().Build()];

    private static readonly string[] Payloads =
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\0=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=HYPERLINK(\"https://evil.example\",\"x\")", "a,b\"c\nd", "'quoted'",
        "# heading", "- item", "1. one", "1) one", "a. one", "iv. four", "> quote", "| a | b |", "```", "~~~", "---", "===", "    code", "[x](https://evil.example)", "![x](https://evil.example/x.png)",
        "<https://evil.example>", "https://evil.example/", "www.evil.example", "mailto:x@evil.example", "tel:+15550100", "&lt;b&gt;", "[x]: https://evil.example", "[^1]", "$x$", "$$x$$", "==x==", "++x++", "^x^", "~x~",
        "*[HTML]: x", "{.class #id}", "::: warning", "::x::", "\"\"cite\"\"", "> [!WARNING]", "\\", "\\`", "`", "``` `", "[ ] task", "| --- |", ":smile:", "javascript:alert(1)", "x  \\\ny",
    ];

    [Fact]
    public async Task Report_HostileText_NeverBecomesMarkup()
    {
        var rich = await RichIncident.RecordAsync();
        string[] calm = [.. Pages(HostileText.Poison(rich, "calm")).Select(Shape)];
        foreach (var text in HostileText.Few.Concat(Payloads))
            Check(rich, text, calm);
        output.WriteLine($"{HostileText.Few.Length} hostile texts and {Payloads.Length} payloads in every place, as Markdown by {Readers.Length} readers, HTML, CSV, JSON and OCSF.");
    }

    [Fact]
    public async Task Report_NaughtyStrings_NeverBecomeMarkup()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the big list of naughty strings was not run.");
        var strings = JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder!, "naughty-strings", "blns.json")))!;
        var rich = await RichIncident.RecordAsync();
        string[] calm = [.. Pages(HostileText.Poison(rich, "calm")).Select(Shape)];
        foreach (var text in strings)
            Check(rich, text, calm);
        output.WriteLine($"{strings.Length} naughty strings in every place, as Markdown by {Readers.Length} readers, HTML, CSV, JSON and OCSF.");
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\0=1", "\"'\0=1\"")]
    [InlineData("\r\n=1", "\"'\r\n=1\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("", "")]
    public void Cell_FirstCharacterOfAFormula_GetsAnApostrophe(string value, string cell) => CsvCell.Of(value).ShouldBe(cell);

    private static void Check(IncidentRecord rich, string text, string[] shapes)
    {
        var record = HostileText.Poison(rich, text);
        var told = $"the text changes it: {text[..Math.Min(80, text.Length)]}";
        foreach (var (found, calm) in Pages(record).Zip(shapes))
        {
            found.QuerySelectorAll("script, img, iframe, object, embed, link, base, a, form").ShouldBeEmpty(told);
            found.All.SelectMany(one => one.Attributes).Where(one => one.Name.StartsWith("on", StringComparison.Ordinal) || one.Name is "href" or "src").ShouldBeEmpty(told);

            // A text of which nothing can be seen leaves lines out.
            if (PlainText.Of(text, 100).Length > 0)
                (Shape(found) == calm).ShouldBeTrue(told);
        }

        CheckCsv(record, told);
        using (var json = JsonDocument.Parse(RecordJson.Of(record)))
            json.RootElement.GetProperty("ledger").GetArrayLength().ShouldBe(record.Ledger.Length, told);
        using var ocsf = JsonDocument.Parse(OcsfIncidentFinding.Of(record));
        ocsf.RootElement.GetProperty("class_uid").GetInt32().ShouldBe(2005, told);
    }

    private static IEnumerable<IDocument> Pages(IncidentRecord record)
    {
        var report = IncidentReport.Of(record);
        var markdown = report.ToMarkdown();
        return Readers.Select(reader => Markdown.ToHtml(markdown, reader)).Append(report.ToHtml()).Select(html => new HtmlParser().ParseDocument(html));
    }

    private static string Shape(IParentNode document) => string.Join(' ', document.QuerySelectorAll("*").Select(one => $"{one.LocalName}{string.Concat(one.Attributes.Select(name => $"@{name.Name}"))}"));

    private static void CheckCsv(IncidentRecord record, string told)
    {
        using CsvReader csv = new(new StringReader(TimelineCsv.Of(record)), new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180, BadDataFound = null });
        var rows = 0;
        while (csv.Read())
        {
            csv.Parser.Count.ShouldBe(8, told);
            for (var column = 0; column < 8; column++)
                csv.GetField(column)!.IndexOfAny(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']).ShouldNotBe(0, told);
            rows++;
        }

        rows.ShouldBe(1 + Timeline.Of(record).Length, told);
    }
}
