using System.Text.Json;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>
/// What Slack says against a message's blocks, as far as this product uses them. The numbers are Slack's
/// (https://docs.slack.dev/reference/block-kit), written down here once more so that the product's own are held against them.
/// </summary>
internal static class BlockKit
{
    private const int MostBlocks = 50;

    // Not documented: msg_blocks_too_long comes from about 13,200 on.
    private const int MostCharacters = 13_000;

    /// <summary>Each fault, with its place; none where Slack would take the blocks.</summary>
    internal static IEnumerable<string> Faults(JsonElement blocks)
    {
        if (blocks.ValueKind is not JsonValueKind.Array)
            return ["blocks: is no array"];
        var all = blocks.EnumerateArray().ToList();
        return
        [
            .. all.Count is 0 or > MostBlocks ? [$"blocks: {all.Count} of them, and 1 to {MostBlocks} are taken"] : Array.Empty<string>(),
            .. blocks.GetRawText().Length > MostCharacters ? [$"blocks: {blocks.GetRawText().Length} characters, and {MostCharacters} are taken"] : Array.Empty<string>(),
            .. all.SelectMany((block, index) => Block(block, $"blocks[{index}]")),
            .. Repeated(all.SelectMany(Actions)).Select(id => $"action_id '{id}' occurs twice"),
        ];
    }

    /// <summary>The buttons of a message.</summary>
    internal static IEnumerable<JsonElement> Buttons(JsonElement blocks) =>
        blocks.ValueKind is JsonValueKind.Array
            ? blocks.EnumerateArray().Where(block => Text(block, "type") == "actions").SelectMany(block => block.GetProperty("elements").EnumerateArray())
            : [];

    /// <summary>All texts of a message but those of confirmations, in order.</summary>
    internal static IEnumerable<string> Texts(JsonElement blocks) =>
        from block in blocks.EnumerateArray()
        from text in block.TryGetProperty("elements", out var elements) ? elements.EnumerateArray().ToArray() : [block]
        select text.TryGetProperty("text", out var inner) && inner.ValueKind is JsonValueKind.Object ? Text(inner, "text") ?? "" : Text(text, "text") ?? "";

    private static IEnumerable<string> Block(JsonElement block, string at) => Text(block, "type") switch
    {
        "header" => [.. Members(block, at, "type", "text"), .. TextObject(block, "text", at, 150, "plain_text")],
        "section" => [.. Members(block, at, "type", "text"), .. TextObject(block, "text", at, 3000, "plain_text", "mrkdwn")],
        "context" => [.. Members(block, at, "type", "elements"), .. Elements(block, at, 10, (element, place) => PlainOrMarkdown(element, place, 3000, "plain_text", "mrkdwn"))],
        "actions" => [.. Members(block, at, "type", "elements"), .. Elements(block, at, 25, Button)],
        var other => [$"{at}: type '{other}' is not taken here"],
    };

    private static IEnumerable<string> Button(JsonElement button, string at) =>
    [
        .. Members(button, at, "type", "action_id", "text", "value", "style", "confirm"),
        .. Text(button, "type") == "button" ? [] : new[] { $"{at}: is no button" },
        .. Length(Text(button, "action_id"), $"{at}.action_id", 255),
        .. TextObject(button, "text", at, 75, "plain_text"),
        .. Length(Text(button, "value"), $"{at}.value", 2000),
        .. !button.TryGetProperty("style", out _) || Text(button, "style") is "primary" or "danger" ? [] : new[] { $"{at}.style: is neither primary nor danger" },
        .. button.TryGetProperty("confirm", out var confirm) ? Confirm(confirm, $"{at}.confirm") : [],
    ];

    private static IEnumerable<string> Confirm(JsonElement confirm, string at) =>
    [
        .. Members(confirm, at, "title", "text", "confirm", "deny"),
        .. TextObject(confirm, "title", at, 100, "plain_text"),
        .. TextObject(confirm, "text", at, 300, "plain_text", "mrkdwn"),
        .. TextObject(confirm, "confirm", at, 30, "plain_text"),
        .. TextObject(confirm, "deny", at, 30, "plain_text"),
    ];

    private static IEnumerable<string> Elements(JsonElement block, string at, int most, Func<JsonElement, string, IEnumerable<string>> element)
    {
        if (!block.TryGetProperty("elements", out var elements) || elements.ValueKind is not JsonValueKind.Array || elements.GetArrayLength() is 0)
            return [$"{at}.elements: there are none"];
        var count = elements.GetArrayLength();
        return
        [
            .. count > most ? [$"{at}.elements: {count} of them, and {most} are taken"] : Array.Empty<string>(),
            .. elements.EnumerateArray().SelectMany((one, index) => element(one, $"{at}.elements[{index}]")),
        ];
    }

    private static IEnumerable<string> TextObject(JsonElement parent, string name, string at, int most, params string[] types) =>
        parent.TryGetProperty(name, out var text) ? PlainOrMarkdown(text, $"{at}.{name}", most, types) : [$"{at}.{name}: is missing"];

    private static IEnumerable<string> PlainOrMarkdown(JsonElement text, string at, int most, params string[] types) =>
    [
        .. Text(text, "type") == "mrkdwn" ? Members(text, at, "type", "text", "verbatim") : Members(text, at, "type", "text", "emoji"),
        .. types.Contains(Text(text, "type")) ? [] : new[] { $"{at}: is no {string.Join(" or ", types)}" },
        .. Length(Text(text, "text"), $"{at}.text", most),
    ];

    private static IEnumerable<string> Length(string? text, string at, int most)
    {
        if (text is not { Length: > 0 })
            yield return $"{at}: is empty";
        else if (text.Length > most)
            yield return $"{at}: {text.Length} characters, and {most} are taken";
    }

    private static IEnumerable<string> Members(JsonElement json, string at, params string[] known) =>
        json.ValueKind is JsonValueKind.Object
            ? json.EnumerateObject().Where(member => !known.Contains(member.Name)).Select(member => $"{at}.{member.Name}: is not known there")
            : [$"{at}: is no object"];

    private static IEnumerable<string> Repeated(IEnumerable<string> ids) => ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key);

    private static IEnumerable<string> Actions(JsonElement block) =>
        Text(block, "type") == "actions" && block.TryGetProperty("elements", out var elements) && elements.ValueKind is JsonValueKind.Array
            ? elements.EnumerateArray().Select(element => Text(element, "action_id") ?? "")
            : [];

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String ? member.GetString() : null;
}
