using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Run;

/// <summary>Takes SES's word that a mail came back: says so in the ledger, and sends an open question by the topic instead.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="topic">Sends each notice once, by SNS.</param>
/// <param name="links">Makes the links.</param>
public sealed class Bounces(IIncidentRecords records, Messages topic, PersonalLinks links)
{
    /// <summary>The event's type in EventBridge.</summary>
    public const string EventType = "Email Bounced";

    /// <summary>Takes one event.</summary>
    /// <param name="bounced">SES's event, as EventBridge delivers it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>The incident that the mail was about; null when it was none of ours.</returns>
    public async Task<IncidentId?> TakeAsync(JsonElement bounced, TimeProvider clock, CancellationToken cancel)
    {
        var detail = Member(bounced, "detail");
        if (!IncidentId.TryParse(Tag(detail, "incident"), out var id) || First(Member(detail, "mail"), "destination") is not { } approver || !Approver.IsAddress(approver)
            || await records.ReadAsync(id, cancel).ConfigureAwait(false) is not { } record)
            return null;

        var bounce = Member(detail, "bounce");
        var text = $"The mail '{PlainText.Of(Tag(detail, "kind"), 40)}' to {approver} came back ({PlainText.Of(Text(bounce, "bounceType"), 40)} {PlainText.Of(Text(bounce, "bounceSubType"), 40)}).";
        if (!record.Says(Stage.Notify, "Message", text))
            await records.AppendAsync(id, clock.GetUtcNow(), Stage.Notify, "Message", "responder", text, cancel).ConfigureAwait(false);
        if (record is { Approval: { } question, Answer: null } && clock.GetUtcNow() < question.Deadline && question.Approvers.Contains(approver, StringComparer.OrdinalIgnoreCase))
            await AskByTopicAsync(record, question, approver, clock, cancel).ConfigureAwait(false);
        return id;
    }

    private async Task AskByTopicAsync(IncidentRecord record, ApprovalRequest question, string approver, TimeProvider clock, CancellationToken cancel)
    {
        var address = await links.AddressAsync(record, approver, LinkTerm.ToAnswer(question), cancel).ConfigureAwait(false);
        var notice = Notices.Question(record, question, approver, address) with { Turn = "by the topic" };
        await topic.SendOnceAsync(record, Stage.Approve, notice, approver, clock, cancel).ConfigureAwait(false);
    }

    private static string? Tag(JsonElement detail, string name) => First(Member(Member(detail, "mail"), "tags"), name);

    // The address is where the mail went: a tag holds none, since SES takes neither "@" nor "." in it.
    private static string? First(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 && values[0].ValueKind is JsonValueKind.String
            ? values[0].GetString()
            : null;

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;
}
