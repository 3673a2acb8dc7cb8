using System.Text.Json;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A failure as the platform takes it: message, type, stack trace and cause.</summary>
internal static class ErrorReport
{
    internal static byte[] Of(Exception failure)
    {
        using var report = new MemoryStream();
        using (var json = new Utf8JsonWriter(report))
            Write(json, failure);
        return report.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Exception failure)
    {
        json.WriteStartObject();
        json.WriteString("errorType", failure.GetType().Name);
        json.WriteString("errorMessage", failure.Message);
        json.WriteStartArray("stackTrace");
        foreach (var line in (failure.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            json.WriteStringValue(line);
        json.WriteEndArray();
        if (failure.InnerException is { } cause)
        {
            json.WritePropertyName("cause");
            Write(json, cause);
        }

        json.WriteEndObject();
    }
}
