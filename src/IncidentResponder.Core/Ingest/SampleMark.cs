namespace IncidentResponder.Core.Ingest;

/// <summary>The marks by which a detector says that it made a finding up.</summary>
public static class SampleMark
{
    internal static Ingested.Ignored Ignored { get; } =
        new("The finding is a sample that the detector made up; samples are never acted on.");

    /// <summary>Whether one of the marks is there.</summary>
    /// <param name="title">The title, which begins with "[SAMPLE]".</param>
    /// <param name="flag">A flag of its own.</param>
    /// <param name="info">A text that holds JSON with such a flag.</param>
    public static bool On(string? title, bool flag, string? info) =>
        flag
        || title is not null && title.StartsWith("[SAMPLE]", StringComparison.OrdinalIgnoreCase)
        || info is not null && info.Replace(" ", "", StringComparison.Ordinal).Contains("\"sample\":true", StringComparison.OrdinalIgnoreCase);

    internal static bool On(JsonPlace title, JsonPlace flag, JsonPlace info) => On(title.Text, flag.IsTrue, info.Text);
}
