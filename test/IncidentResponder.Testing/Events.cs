using System.Text.Json;

namespace IncidentResponder.Testing;

/// <summary>The sample events in test/events.</summary>
public static class Events
{
    /// <summary>Every sample's name, without folder and extension.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Repository.PathOf("test", "events"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The text of a sample: "guardduty-cryptocurrency-ec2".</summary>
    public static string Text(string name) => File.ReadAllText(Repository.PathOf("test", "events", name + ".json"));

    /// <summary>A sample as JSON.</summary>
    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(Text(name));
        return document.RootElement.Clone();
    }
}
