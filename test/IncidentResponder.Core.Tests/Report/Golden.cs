using System.Runtime.CompilerServices;

namespace IncidentResponder.Core.Tests.Report;

/// <summary>A file beside the tests that holds what is to be written. INCIDENT_RESPONDER_UPDATE_GOLDEN=1 writes it anew, to be read before it is committed.</summary>
internal static class Golden
{
    internal static void ShouldBe(string text, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_UPDATE_GOLDEN") is "1")
            File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"{name} is missing; set INCIDENT_RESPONDER_UPDATE_GOLDEN=1 and run the test once.");
        text.ShouldBe(File.ReadAllText(path), $"{name} differs; when that is meant, set INCIDENT_RESPONDER_UPDATE_GOLDEN=1 and read the difference.");
    }
}
