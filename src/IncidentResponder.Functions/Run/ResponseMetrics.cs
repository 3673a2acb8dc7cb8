using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// How long an incident's response took, as one line of CloudWatch's embedded metric format: the log makes metrics of it, by severity
/// and by playbook, without a call and without a right to put metrics. Spans that are not known are left out.
/// </summary>
/// <param name="output">Where the line goes: on Lambda the function's log.</param>
public sealed class ResponseMetrics(TextWriter output)
{
    private const string Namespace = "IncidentResponder";
    private static readonly string[] Dimensions = ["Severity", "Playbook"];
    private static readonly string[] Measured = ["TimeToNotify", "TimeToAcknowledge", "TimeToDecide", "TimeToContain", "TimeToClose"];

    /// <summary>Into the function's own log.</summary>
    public static ResponseMetrics Console => new(System.Console.Out);

    /// <summary>Writes the line.</summary>
    /// <param name="record">The incident, its end noted in its ledger.</param>
    /// <param name="outcome">The word for how it ended.</param>
    /// <param name="at">When; the metrics are of this time.</param>
    public void Write(IncidentRecord record, string outcome, DateTimeOffset at)
    {
        List<ResponseSpan> spans = [.. Milestones.Of(record).Spans.Where(span => Measured.Contains(span.Name, StringComparer.Ordinal))];
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            WriteDirective(json, spans, at);
            json.WriteString(Dimensions[0], record.Incident.Finding.Severity.ToString());
            json.WriteString(Dimensions[1], record.Incident.Playbook);
            foreach (var span in spans)
                json.WriteNumber(span.Name, (long)span.Length.TotalMilliseconds);
            json.WriteString("incident", record.Incident.Id.Value);
            json.WriteString("outcome", outcome);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }

    private static void WriteDirective(Utf8JsonWriter json, List<ResponseSpan> spans, DateTimeOffset at)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        foreach (var dimension in Dimensions)
        {
            json.WriteStartArray();
            json.WriteStringValue(dimension);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var span in spans)
        {
            json.WriteStartObject();
            json.WriteString("Name", span.Name);
            json.WriteString("Unit", "Milliseconds");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
