using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>
/// Takes an incident up again whose approval became void because the target had changed: the next response has a plan, a question and an
/// answer of its own.
/// </summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="responses">Where the response is started.</param>
public sealed class AskingAgain(IIncidentRecords records, IResponses responses)
{
    /// <summary>The kind of the ledger entry that says that an approval is void.</summary>
    internal const string Void = "Void";

    // A target that changes each time is not asked about for ever.
    private const int MostRounds = 5;

    /// <summary>Whether people are asked again when the approval of this response becomes void, as a sentence.</summary>
    internal static string Sentence(IncidentId id) => id.Round < MostRounds
        ? "You are asked again."
        : $"This was response {id.Round}, and nobody is asked again by itself: look at the target, and contain by hand.";

    /// <summary>Begins the next response, where there is to be one. Repeated, it starts nothing twice.</summary>
    /// <param name="record">The response that has ended.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task BeginAsync(IncidentRecord record, TimeProvider clock, CancellationToken cancel)
    {
        var voided = record.Ledger.LastOrDefault(entry => entry is { Stage: Stage.Remediate, Kind: Void });
        if (voided is null || record.Incident.Id.Round >= MostRounds)
            return;

        var next = record.Incident with
        {
            Id = record.Incident.Id.Next,
            Continues = new(record.Incident.Id, voided.Text),
            Finding = record.Latest,
            OpenedAt = clock.GetUtcNow(),
        };
        await records.OpenAsync(next, cancel).ConfigureAwait(false);
        await records.BeginLedgerAsync(next.Id, next.OpenedAt, Stage.Triage, "Opened", "responder", Opening.Sentence(next), cancel).ConfigureAwait(false);
        await responses.StartAsync(next.Id, cancel).ConfigureAwait(false);
    }
}
