using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>The events in test/events/forms: each form in which findings arrive that the events beside it do not have.</summary>
internal static class Forms
{
    /// <summary>Every form's name, without folder and extension.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Repository.PathOf("test", "events", "forms"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The text of a form.</summary>
    public static string Text(string name) => File.ReadAllText(Repository.PathOf("test", "events", "forms", name + ".json"));

    /// <summary>The only finding in a form that asks for a response.</summary>
    public static Finding Understood(string name) => EventReader.Read(Text(name)).Single().ShouldBeOfType<Ingested.Understood>().Finding;
}
