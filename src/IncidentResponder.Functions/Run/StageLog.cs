using System.Text;
using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Run;

/// <summary>One line of JSON a stage: what the log metrics and whoever reads the log go by. No payloads, tokens or secrets.</summary>
/// <param name="output">Where the line goes: on Lambda the function's log.</param>
public sealed class StageLog(TextWriter output)
{
    private const int LongestDetail = 500;

    /// <summary>The function's own log.</summary>
    public static StageLog Console => new(System.Console.Out);

    /// <summary>Writes the line.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="incident">The incident; null before there is one.</param>
    /// <param name="outcome">The word for how it ended.</param>
    /// <param name="detail">A sentence that goes with it. Text from outside is made harmless here.</param>
    public void Write(Stage stage, IncidentId? incident, string outcome, string detail = "")
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("stage", stage.ToString());
            if (incident is { } id)
                json.WriteString("incident", id.Value);
            json.WriteString("outcome", outcome);
            if (detail.Length > 0)
                json.WriteString("detail", PlainText.Of(detail, LongestDetail));
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }
}
