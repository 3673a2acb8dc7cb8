using System.Text.Json;

namespace IncidentResponder.Channels.Teams;

/// <summary>
/// The message that a Teams workflow takes: one Adaptive Card. A TextBlock is read as Markdown, and Teams on phones does not heed
/// backslashes there; so words from outside stand in text runs only, which no client reads as Markdown.
/// </summary>
internal static class TeamsCard
{
    // Teams takes 28 KB and answers anything longer with an error.
    private const int MostBytes = 28 * 1024;
    private const int MostSteps = 16;

    /// <summary>Writes it, with as many of the plan's steps as there is room for.</summary>
    internal static string Of(Showing showing) => JsonText.Fitting(MostBytes, MostSteps, steps => Message(showing, steps));

    private static string Message(Showing showing, int steps) => JsonText.Object(json =>
    {
        json.WriteString("type", "message");
        json.Array("attachments", [showing], one => json.Item(() =>
        {
            json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            json.WriteNull("contentUrl");
            json.Member("content", () => Card(json, one, steps));
        }));
    });

    private static void Card(Utf8JsonWriter json, Showing showing, int steps)
    {
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteString("fallbackText", $"{showing.Severity} severity: {showing.Word} ({showing.Id})");
        json.Member("msteams", () => json.WriteString("width", "Full"));
        json.WriteStartArray("body");
        Heading(json, $"{showing.Severity} severity: {showing.Word}", "Large", Colour(showing.Attention));
        Line(json, null, showing.Sentence);
        foreach (var (label, text) in showing.Facts)
            Line(json, label, text);
        var plan = showing.Plan(steps);
        if (!plan.IsEmpty)
            Heading(json, "The plan", "Medium", "default");
        foreach (var step in plan)
            Line(json, null, step);
        json.WriteEndArray();
    }

    // Only this product's own words.
    private static void Heading(Utf8JsonWriter json, string text, string size, string colour) => json.Item(() =>
    {
        json.WriteString("type", "TextBlock");
        json.WriteString("text", text);
        json.WriteString("size", size);
        json.WriteString("weight", "bolder");
        json.WriteString("color", colour);
        json.WriteBoolean("wrap", true);
    });

    private static void Line(Utf8JsonWriter json, string? label, string text) => json.Item(() =>
    {
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        if (label is not null)
            Run(json, $"{label}: ", "bolder");
        Run(json, WithoutFunctions(text), "default");
        json.WriteEndArray();
    });

    private static void Run(Utf8JsonWriter json, string text, string weight) => json.Item(() =>
    {
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        json.WriteString("weight", weight);
    });

    // {{DATE(…)}} and {{TIME(…)}} are worked out by the client wherever they stand.
    private static string WithoutFunctions(string text) => text.Replace("{{", "{ {", StringComparison.Ordinal);

    private static string Colour(Attention attention) => attention switch
    {
        Attention.Needed => "attention",
        Attention.Open => "warning",
        Attention.Settled => "good",
        _ => "accent",
    };
}
