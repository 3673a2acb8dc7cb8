using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Amazon.Runtime;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Cli.Report;

/// <summary>Says how fast the incidents of some days were answered, from the deployed table. It changes nothing.</summary>
/// <param name="output">Where the report goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="clock">The time.</param>
/// <param name="find">Finds the deployment by its stack's name; null when there is none.</param>
public sealed class ReportPeriod(TextWriter output, TextWriter errors, TimeProvider clock, Func<string, CancellationToken, Task<Deployment?>> find)
{
    private const int MostDays = 366;
    private readonly ReportOutput _report = new(output, errors);

    /// <summary>Says it.</summary>
    /// <param name="since">The first day.</param>
    /// <param name="until">The last day; null for today.</param>
    /// <param name="stack">The deployment's stack.</param>
    /// <param name="format">How to write it.</param>
    /// <param name="file">The file to write; null for the terminal.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>0 when it is written, 2 when there is none.</returns>
    public async Task<int> RunAsync(string since, string? until, string stack, ReportFormat format, string? file, CancellationToken cancel)
    {
        try
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            if (Day(since) is not { } first || (until is null ? today : Day(until)) is not { } last)
                return _report.Refuse($"'{(Day(since) is null ? since : until)}' is no day; write it as 2026-01-14.");
            if (last < first || last.DayNumber - first.DayNumber >= MostDays)
                return _report.Refuse($"From {since} to {last:yyyy-MM-dd} are no 1 to {MostDays} days; name others by --since and --until.");
            if (format is ReportFormat.Ocsf)
                return _report.Refuse("OCSF has no form for response times; use --format md, html, csv or json, or name an incident.");
            if (await find(stack, cancel).ConfigureAwait(false) is not { } deployment)
                return _report.Refuse(Deployment.NoSuch(stack));

            ResponseTimesReport report = new(first, last, ResponseTimes.Of(await ReadAsync(deployment.Records, first, last, cancel).ConfigureAwait(false)));
            return _report.Write(Text(report, format), file);
        }
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return _report.Unreachable(fault);
        }
    }

    // A day may name an incident whose opening was cut short, or one that was opened on another day after all.
    private static async Task<ImmutableArray<IncidentRecord>> ReadAsync(IIncidentRecords records, DateOnly first, DateOnly last, CancellationToken cancel)
    {
        var read = ImmutableArray.CreateBuilder<IncidentRecord>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var id in await records.ListAsync(day, cancel).ConfigureAwait(false))
            {
                if (await records.ReadAsync(id, cancel).ConfigureAwait(false) is { } record && DateOnly.FromDateTime(record.Incident.OpenedAt.UtcDateTime) == day)
                    read.Add(record);
            }
        }

        return read.ToImmutable();
    }

    private static string Text(ResponseTimesReport report, ReportFormat format) => format switch
    {
        ReportFormat.Html => report.ToReport().ToHtml(),
        ReportFormat.Json => Encoding.UTF8.GetString(report.ToJson()),
        ReportFormat.Csv => report.ToCsv(),
        _ => report.ToReport().ToMarkdown(),
    };

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
