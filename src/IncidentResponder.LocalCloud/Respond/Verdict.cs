namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Whether an incident ended as its policy and the answer intend.</summary>
/// <param name="AsIntended">It did.</param>
/// <param name="Sentence">The result, for people.</param>
public sealed record Verdict(bool AsIntended, string Sentence)
{
    /// <summary>Compares the end with what was to be.</summary>
    public static Verdict Of(RespondReport report, RespondOptions options)
    {
        if (report.Record is not { } record)
            return new Verdict(false, "No incident was opened: the event was ignored or went to the dead-letter queue, see above.");

        var outcome = record.Closure?.Outcome ?? "none";
        var expected = Expected(record, options);
        var sentence = $"{record.Incident.Id} ended {outcome}. {record.Closure?.Summary}";
        if (outcome != expected)
            return new Verdict(false, $"{sentence} Intended was {expected}.");
        if (!report.LedgerIntact)
            return new Verdict(false, $"{sentence} Its ledger is broken.");
        return new Verdict(true, sentence);
    }

    private static string Expected(Core.Records.IncidentRecord record, RespondOptions options)
    {
        var contained = options.Undo ? "Undone" : "Contained";
        return record.Decision?.Mode switch
        {
            Core.Decide.ResponseMode.Ignore => "Ignored",
            Core.Decide.ResponseMode.NotifyOnly => "NotifiedOnly",
            Core.Decide.ResponseMode.ContainNow => contained,
            Core.Decide.ResponseMode.AskFirst when options.Answer == Answer.Approve => contained,
            Core.Decide.ResponseMode.AskFirst when options.Answer == Answer.Deny => "Denied",
            Core.Decide.ResponseMode.AskFirst when record.Decision.ContainOnExpiry => contained,
            Core.Decide.ResponseMode.AskFirst => "Expired",
            _ => "a decision",
        };
    }
}
