using System.Text.Json;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Takes events out of what carried them here: SNS notifications, SQS messages, the batches that Lambda makes of both, plain lists, and
/// state inputs that hold one finding. Only what has no envelope of its own is opened: nothing inside an event is taken for another event.
/// </summary>
internal static class Carriers
{
    private const int Deepest = 6;

    /// <summary>The events, or in place of one that can't be read the fault.</summary>
    public static IEnumerable<(JsonPlace Body, Ingested? Fault)> Unpack(JsonPlace body, int depth = 0)
    {
        if (depth > Deepest)
            return [(body, new Ingested.Unreadable(body.Path, $"Messages are packed into one another more than {Deepest} times; send the event itself."))];

        if (body.IsArray)
            return EachOf(body, depth, item => Unpack(item, depth + 1));

        if (!body.IsObject)
            return [(body, new Ingested.Unreadable(body.Path, $"The event is no JSON object but {body.Value.ValueKind}; send the event as EventBridge delivered it."))];

        if (!body["detail"].IsMissing || !body["detail-type"].IsMissing)
            return [(body, null)];

        return body switch
        {
            _ when body["records"].IsArray => EachOf(body["records"], depth, record => OfRecord(record, depth)),
            _ when body["messages"].IsArray && body["messages"].First["body"] is { IsMissing: false } =>
                EachOf(body["messages"], depth, message => Inside(message["body"], depth)),
            _ when IsNotification(body) => OfNotification(body, depth),
            _ when !body["body"].IsMissing && !body["messageId"].IsMissing => Inside(body["body"], depth),
            _ when body["finding"].IsObject && body["class_uid"].IsMissing => Unpack(body["finding"], depth + 1),
            _ => [(body, null)],
        };
    }

    private static IEnumerable<(JsonPlace Body, Ingested? Fault)> OfRecord(JsonPlace record, int depth) => record switch
    {
        _ when record["sns"].IsObject => OfNotification(record["sns"], depth),
        _ when !record["body"].IsMissing => Inside(record["body"], depth),
        _ when record["eventSource"].Text is { } source =>
            [(record, new Ingested.Ignored($"Records of {(source.Length <= 80 ? source : source[..80])} carry no finding; they ask for no response."))],
        _ => Unpack(record, depth + 1),
    };

    private static bool IsNotification(JsonPlace body) =>
        !body["message"].IsMissing && (!body["topicArn"].IsMissing || body["type"].Text is "Notification");

    private static IEnumerable<(JsonPlace Body, Ingested? Fault)> OfNotification(JsonPlace notification, int depth) =>
        notification["type"].Text is { } type and ("SubscriptionConfirmation" or "UnsubscribeConfirmation")
            ? [(notification, new Ingested.Ignored($"The message is a {type} of SNS; it carries no finding."))]
            : Inside(notification["message"], depth);

    private static IEnumerable<(JsonPlace Body, Ingested? Fault)> Inside(JsonPlace content, int depth)
    {
        if (content.Value.ValueKind is not JsonValueKind.String)
            return Unpack(content, depth + 1);

        // People and alarms write plain texts to topics; what was cut off in the middle of an event begins like one.
        if (content.Text is { } text && text.TrimStart()[0] is not ('{' or '[' or '"'))
            return [(content, new Ingested.Ignored("The message is a text, no event; it asks for no response.") { Foreign = true })];

        if (NestedJson.Parse(content.Value.GetString() ?? "", content.Path, out var root) is { } fault)
            return [(content, fault)];

        return BrokenText.PathIn(root, content.Path) is { } path
            ? [(content, new Ingested.Unreadable(path, "The text holds half a surrogate pair; send the event as EventBridge delivered it."))]
            : Unpack(new(root, content.Path), depth + 1);
    }

    private static IEnumerable<(JsonPlace Body, Ingested? Fault)> EachOf(
        JsonPlace list, int depth, Func<JsonPlace, IEnumerable<(JsonPlace Body, Ingested? Fault)>> open) =>
        list.Items.Any()
            ? list.Items.SelectMany(open)
            : [(list, new Ingested.Unreadable(list.Path, $"The list is empty at depth {depth}; send the event as EventBridge delivered it."))];
}
