namespace IncidentResponder.Core.Ingest;

/// <summary>The marks by which a detector says that it made a finding up.</summary>
internal static class SampleMark
{
    public static Ingested.Ignored Ignored { get; } =
        new("The finding is a sample that the detector made up; samples are never acted on.");

    /// <param name="title">The title, which begins with "[SAMPLE]".</param>
    /// <param name="flag">A flag of its own.</param>
    /// <param name="info">A text that holds JSON with such a flag.</param>
    public static bool On(JsonPlace title, JsonPlace flag, JsonPlace info) =>
        flag.IsTrue
        || title.Text is { } text && text.StartsWith("[SAMPLE]", StringComparison.OrdinalIgnoreCase)
        || info.Text is { } value && value.Replace(" ", "", StringComparison.Ordinal).Contains("\"sample\":true", StringComparison.OrdinalIgnoreCase);
}
