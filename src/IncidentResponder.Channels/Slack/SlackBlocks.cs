using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IncidentResponder.Channels.Slack;

/// <summary>Writes a message's blocks and keeps each within what Block Kit takes.</summary>
internal sealed partial class SlackBlocks : IDisposable
{
    // No browser reads it as HTML, and people read the recorded ones.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;

    internal SlackBlocks()
    {
        _json = new(_bytes, Readable);
        _json.WriteStartArray();
    }

    /// <summary>A heading. It is no mrkdwn, and its text is already harmless.</summary>
    internal SlackBlocks Header(string text) => Block("header", () => Text("text", "plain_text", Within(text, SlackLimits.Header)));

    /// <summary>A section of mrkdwn, a line each. Lines that do not fit are left out, and that is said.</summary>
    internal SlackBlocks Markdown(params IEnumerable<string> lines) => Section("mrkdwn", [.. lines]);

    /// <summary>A section in which nothing is a format.</summary>
    internal SlackBlocks Plain(params IEnumerable<string> lines) => Section("plain_text", [.. lines]);

    /// <summary>Small print in which nothing is a format.</summary>
    internal SlackBlocks Context(params ImmutableArray<string> texts) => Block("context", () => _json.Array("elements", texts.Take(SlackLimits.ContextElements), text => _json.Item(() => PlainMembers(text))));

    /// <summary>Buttons, all with the same value. Without any there is no block.</summary>
    internal SlackBlocks Actions(ImmutableArray<SlackButton> buttons, string value) =>
        buttons.IsEmpty ? this : Block("actions", () => _json.Array("elements", buttons.Take(SlackLimits.Actions), button => Button(button, Within(value, SlackLimits.Value))));

    /// <summary>The blocks as a JSON array.</summary>
    internal string Done()
    {
        _json.WriteEndArray();
        _json.Flush();
        return Escape().Replace(Encoding.UTF8.GetString(_bytes.WrittenSpan), Whole);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    // The writer escapes each half of a character beyond the first plane, and so makes twelve of what Slack counts as one.
    private static string Whole(Match escape) => escape.Groups[1].Success
        ? $"{(char)Convert.ToInt32(escape.Groups[1].Value, 16)}{(char)Convert.ToInt32(escape.Groups[2].Value, 16)}"
        : escape.Value;

    [GeneratedRegex(@"\\(?:u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})|.)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    private SlackBlocks Section(string type, ImmutableArray<string> lines)
    {
        const int Word = 60;
        StringBuilder text = new();
        var taken = 0;
        while (taken < lines.Length && text.Length + 1 + lines[taken].Length <= SlackLimits.Section - Word)
            text.Append(text.Length > 0 ? "\n" : "").Append(lines[taken++]);
        if (taken < lines.Length)
            text.Append($"\nand {lines.Length - taken} more line{(lines.Length - taken == 1 ? "" : "s")}, which the page has");
        return text.Length == 0 ? this : Block("section", () => Text("text", type, text.ToString().TrimStart('\n')));
    }

    private SlackBlocks Block(string type, Action members)
    {
        _json.Item(() =>
        {
            _json.WriteString("type", type);
            members();
        });
        return this;
    }

    private void Text(string name, string type, string text) => _json.Member(name, () =>
    {
        if (type is "plain_text")
        {
            PlainMembers(text);
            return;
        }

        // Verbatim: an address, "@here" or "#channel" in the text is made no link of.
        _json.WriteString("type", type);
        _json.WriteString("text", text);
        _json.WriteBoolean("verbatim", true);
    });

    private void PlainMembers(string text)
    {
        _json.WriteString("type", "plain_text");
        _json.WriteString("text", text);
        _json.WriteBoolean("emoji", false);
    }

    private void Button(SlackButton button, string value) => _json.Item(() =>
    {
        _json.WriteString("type", "button");
        _json.WriteString("action_id", SlackButtonValue.NameOf(button.Action));
        Text("text", "plain_text", Within(button.Text, SlackLimits.Button));
        _json.WriteString("value", value);
        if (button.Style.Length > 0)
            _json.WriteString("style", button.Style);
        if (button.Confirm is { } confirm)
            _json.Member("confirm", () => Confirm(confirm));
    });

    private void Confirm(SlackConfirm confirm)
    {
        Text("title", "plain_text", Within(confirm.Title, SlackLimits.ConfirmTitle));
        Text("text", "plain_text", Within(confirm.Text, SlackLimits.ConfirmText));
        Text("confirm", "plain_text", Within(confirm.Go, SlackLimits.ConfirmButton));
        Text("deny", "plain_text", "Cancel");
    }

    // Its parts were cut already where they can be long: whoever writes too much has not, and is told so by a test, not by Slack.
    private static string Within(string text, int most) =>
        text.Length <= most ? text : throw new ArgumentException($"A text of {text.Length} characters is meant for a place with room for {most}: cut its parts first.", nameof(text));
}
