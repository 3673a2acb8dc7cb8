using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>
/// An incident's record as JSON for other tools. Every member is named here, so that nothing new leaves unnoticed: the question is without the
/// state machine's token and its revision, which only the table needs, and codes are not in a record. What is at "ledger" can be checked by `ir verify`.
/// </summary>
public static class RecordJson
{
    private static readonly CoreJson Json = CoreJson.Default;

    /// <summary>Writes it, as UTF-8.</summary>
    public static byte[] Of(IncidentRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", "incident-responder/record/1");
            Write(json, "incident", record.Incident, Json.Incident);
            WriteAll(json, "findings", record.Findings, Json.Finding);
            Write(json, "decision", record.Decision, Json.Decision);
            Write(json, "enrichment", record.Enrichment, Json.Enrichment);
            WriteQuestion(json, record.Approval);
            Write(json, "answer", record.Answer, Json.ApprovalDecision);
            WriteAll(json, "votes", record.Votes, Json.ApprovalDecision);
            WriteAll(json, "priorStates", record.PriorStates, Json.PriorState);
            WriteAll(json, "steps", record.Steps, Json.StepRecord);
            WriteAll(json, "evidence", record.Evidence, Json.SealedItem);
            WriteAll(json, "posts", record.Posts, Json.ChannelPost);
            Write(json, "closure", record.Closure, Json.ClosureReport);
            WriteMilestones(json, Milestones.Of(record));
            WriteAll(json, "ledger", record.Ledger, Json.LedgerEntry);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteQuestion(Utf8JsonWriter json, ApprovalRequest? question)
    {
        if (question is null)
            return;
        json.WriteStartObject("question");
        json.WriteString("planDigest", question.PlanDigest);
        json.WriteStartArray("approvers");
        foreach (var approver in question.Approvers)
            json.WriteStringValue(approver);
        json.WriteEndArray();
        json.WriteStartObject("handedOn");
        foreach (var (from, to) in question.HandedOn)
            json.WriteString(from, to);
        json.WriteEndObject();
        json.WriteNumber("reminders", question.Reminders);
        json.WriteNumber("quorum", question.Quorum);
        json.WriteString("askedAt", question.AskedAt);
        json.WriteString("deadline", question.Deadline);
        json.WriteEndObject();
    }

    private static void WriteMilestones(Utf8JsonWriter json, Milestones milestones)
    {
        json.WriteStartArray("milestones");
        foreach (var one in milestones.Known)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("at", one.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("milliseconds");
        foreach (var span in milestones.Spans)
            json.WriteNumber(span.Name, (long)span.Length.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T? value, JsonTypeInfo<T> type)
        where T : class
    {
        if (value is null)
            return;
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, type);
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, JsonTypeInfo<T> type)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            JsonSerializer.Serialize(json, value, type);
        json.WriteEndArray();
    }
}
