using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>Reads a folder of published events, when there is one: no file may be a surprise.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Read_EveryPublishedEvent_GivesAResult()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_CORPUS");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip("INCIDENT_RESPONDER_CORPUS is not set: the published events were not read.");
            return;
        }

        var results = Directory.EnumerateFiles(folder, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(file => EventReader.Read(File.ReadAllText(file)).Select(result => (File: Path.GetRelativePath(folder, file), Result: result)))
            .ToArray();

        results.ShouldNotBeEmpty();
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var group in results.GroupBy(read => read.Result.GetType().Name).OrderBy(group => group.Key, StringComparer.Ordinal))
            output.WriteLine($"{group.Key}: {group.Count()}");
        foreach (var (file, result) in results)
            output.WriteLine($"{file}: {Line(result)}");
    }

    private static string Line(Ingested result) => result switch
    {
        Ingested.Understood(var finding) => $"{finding.Source} {finding.Type} {finding.Severity} {finding.Role} {finding.Resources[0].Type} {finding.Resources[0].Id}",
        Ingested.Ignored(var reason) => $"ignored: {reason}",
        Ingested.Unreadable(var path, var reason) => $"unreadable at {path}: {reason}",
        _ => result.ToString(),
    };
}
