using Amazon.Runtime;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Functions.Run;

/// <summary>Writes every change to the incident's ledger before it is made and after, and makes none once the lease is lost.</summary>
/// <param name="records">Where the ledger is.</param>
/// <param name="id">The incident.</param>
/// <param name="stage">Remediate or RollBack.</param>
/// <param name="lease">The right to change the target.</param>
/// <param name="waits">The time, and how long pauses last.</param>
public sealed class LedgerJournal(IIncidentRecords records, IncidentId id, Stage stage, TargetLease lease, Waits waits) : IJournal
{
    private const string Actor = "responder";

    /// <inheritdoc/>
    public async Task<T> ChangeAsync<T>(string call, string subject, Func<CancellationToken, Task<T>> change, CancellationToken cancel)
    {
        await lease.CheckAsync(cancel).ConfigureAwait(false);
        await WriteAsync("Intent", $"{call}: {subject}", cancel).ConfigureAwait(false);
        try
        {
            var answer = await change(cancel).ConfigureAwait(false);
            await WriteAsync("Effect", $"{call}: {subject}: done", cancel).ConfigureAwait(false);
            return answer;
        }
        catch (AmazonServiceException refused)
        {
            await WriteAsync("Effect", $"{call}: {subject}: refused by AWS ({refused.ErrorCode})", cancel).ConfigureAwait(false);
            throw;
        }
        catch (HttpRequestException lost)
        {
            await WriteAsync("Effect", $"{call}: {subject}: no answer ({lost.HttpRequestError}), so whether it took effect is read before it is tried again", cancel).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancel) => waits.PauseAsync(pause, cancel);

    private Task<LedgerEntry> WriteAsync(string kind, string text, CancellationToken cancel) =>
        records.AppendAsync(id, waits.Clock.GetUtcNow(), stage, kind, Actor, text, cancel);
}
