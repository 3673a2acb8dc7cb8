using System.Text;
using Amazon.Runtime;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Cli.Report;

/// <summary>Writes the report of an incident from the deployed table. It changes nothing.</summary>
/// <param name="output">Where the report goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="find">Finds the deployment by its stack's name; null when there is none.</param>
public sealed class ReportIncident(TextWriter output, TextWriter errors, Func<string, CancellationToken, Task<Deployment?>> find)
{
    private readonly ReportOutput _report = new(output, errors);

    /// <summary>Writes it.</summary>
    /// <param name="incident">The incident's id.</param>
    /// <param name="stack">The deployment's stack.</param>
    /// <param name="format">How to write it.</param>
    /// <param name="file">The file to write; null for the terminal.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>0 when it is written, 2 when there is none.</returns>
    public async Task<int> RunAsync(string incident, string stack, ReportFormat format, string? file, CancellationToken cancel)
    {
        try
        {
            if (!IncidentId.TryParse(incident, out var id))
                return _report.Refuse($"'{incident}' is no incident id; copy it from the notice: INC-20260114-8c1f0a2b9d3e4f50.");
            if (await find(stack, cancel).ConfigureAwait(false) is not { } deployment)
                return _report.Refuse(Deployment.NoSuch(stack));
            return await deployment.Records.ReadAsync(id, cancel).ConfigureAwait(false) is { } record
                ? _report.Write(Text(record, format), file)
                : _report.Refuse($"Stack '{stack}' has no incident {id}; copy the id from the notice, and check the account and Region.");
        }
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return _report.Unreachable(fault);
        }
    }

    private static string Text(IncidentRecord record, ReportFormat format) => format switch
    {
        ReportFormat.Html => IncidentReport.Of(record).ToHtml(),
        ReportFormat.Json => Encoding.UTF8.GetString(RecordJson.Of(record)),
        ReportFormat.Csv => TimelineCsv.Of(record),
        ReportFormat.Ocsf => Encoding.UTF8.GetString(OcsfIncidentFinding.Of(record)),
        _ => IncidentReport.Of(record).ToMarkdown(),
    };
}
