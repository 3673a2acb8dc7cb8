namespace IncidentResponder.LocalCloud.Respond;

/// <summary>What `respond` was asked to do.</summary>
/// <param name="EventFile">The event to put on the bus.</param>
/// <param name="Answer">What the responder answers.</param>
/// <param name="Undo">Whether to undo the containment afterwards.</param>
/// <param name="Seed">Whether to make what the event names.</param>
/// <param name="Tags">Tags of the instance that is made.</param>
/// <param name="ReportFile">Where to write the report; null for nowhere.</param>
public sealed record RespondOptions(
    FileInfo EventFile, Answer Answer, bool Undo, bool Seed, IReadOnlyDictionary<string, string> Tags, FileInfo? ReportFile);
