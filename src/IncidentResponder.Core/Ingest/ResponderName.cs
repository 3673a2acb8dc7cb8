namespace IncidentResponder.Core.Ingest;

/// <summary>The name by which the responder signs what it writes into others' systems, so that it knows it again.</summary>
public static class ResponderName
{
    /// <summary>The name, as in the author of notes in Security Hub.</summary>
    public const string Value = "incident-responder";
}
