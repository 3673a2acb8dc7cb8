using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core.Markup;

namespace IncidentResponder.Core.Report;

/// <summary>Writes a report as a page that stands by itself: one style, allowed by its hash, and nothing else that a browser would run or fetch.</summary>
internal static class ReportHtml
{
    private static readonly Html Sheet = Html.Of($$$"""
        :root{color-scheme:light dark}
        body{max-width:60rem;margin:0 auto;padding:1rem;font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        h2{border-bottom:1px solid;padding-bottom:.2rem;margin-top:2rem}
        dt{font-weight:600;margin-top:.4rem}
        dd{margin:0}
        table{border-collapse:collapse;width:100%;margin:.6rem 0}
        th,td{border:1px solid;padding:.3rem .5rem;text-align:left;vertical-align:top}
        th,td{overflow-wrap:break-word}
        td:nth-last-child(-n+2){overflow-wrap:anywhere}
        pre{border:1px solid;padding:.6rem;white-space:pre-wrap}
        ul.tasks{list-style:none;padding-left:0}
        @media (max-width:40rem){table,thead,tbody,tr,th,td{display:block}thead{display:none}td{border-width:0 0 1px}tr{border:1px solid;margin:.4rem 0}}
        @media print{h2{break-after:avoid}tr,pre,li{break-inside:avoid}}
        """);

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Sheet.ToString())))}'; form-action 'none'; base-uri 'none'";

    internal static Html Of(IncidentReport report) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
        <title>{report.Title}</title>
        <style>{Sheet}</style>
        </head>
        <body>
        <main>
        <h1>{report.Title}</h1>
        {Html.Join(report.Sections, section => Html.Of($"<section><h2>{section.Title}</h2>\n{Html.Join(section.Blocks, Block)}</section>\n"))}</main>
        </body>
        </html>

        """);

    private static Html Block(ReportBlock block) => block switch
    {
        ReportBlock.Heading heading => Html.Of($"<h3>{heading.Text}</h3>\n"),
        ReportBlock.Paragraph paragraph => Html.Of($"<p>{paragraph.Text}</p>\n"),
        ReportBlock.Facts facts => Html.Of($"<dl>{Html.Join(facts.Pairs, pair => Html.Of($"<dt>{pair.Name}</dt><dd>{pair.Value}</dd>"))}</dl>\n"),
        ReportBlock.Points points => Html.Of($"<ul>{Html.Join(points.Items, item => Html.Of($"<li>{item}</li>"))}</ul>\n"),
        ReportBlock.Tasks tasks => Html.Of($"<ul class=\"tasks\">{Html.Join(tasks.Items, item => Html.Of($"<li>☐ {item}</li>"))}</ul>\n"),
        ReportBlock.Exact exact => Html.Of($"<pre>{Html.Join(exact.Lines, line => Html.Of($"{line}\n"))}</pre>\n"),
        ReportBlock.Table table => Html.Of($"<table><thead><tr>{Html.Join(table.Head, cell => Html.Of($"<th scope=\"col\">{cell}</th>"))}</tr></thead><tbody>{Html.Join(table.Rows, row => Html.Of($"<tr>{Html.Join(row, cell => Html.Of($"<td>{cell}</td>"))}</tr>"))}</tbody></table>\n"),
        _ => throw new InvalidOperationException($"HTML has no form for {block.GetType().Name}; give it one."),
    };
}
