using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Notify;

/// <summary>Subjects: "[High] Approve? Isolate i-0abc in 111122223333 (INC-…)", ASCII, fewer than 100 characters.</summary>
internal static class Subject
{
    private const int Most = 99;

    /// <summary>Writes it. What is said gives way to the incident's id, which people search their mail for.</summary>
    internal static string Of(Incident incident, string verb, string what)
    {
        var start = $"[{incident.Finding.Severity}] {verb} ";
        var end = $" in {incident.Finding.Account} ({PlainText.Ascii(incident.Id.Value, 32)})";
        return start + PlainText.Ascii(what, Most - start.Length - end.Length) + end;
    }
}
