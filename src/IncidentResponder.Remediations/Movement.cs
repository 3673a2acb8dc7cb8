using System.Net;
using Amazon.Runtime;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations;

/// <summary>
/// Makes the changes that lead to a state. After a refusal the target is read again: what took effect in spite of the answer counts as
/// done, what lost a race is made anew, and what AWS does not allow is named while the rest goes on.
/// </summary>
/// <param name="read">Reads the live state.</param>
/// <param name="toward">The changes that are missing.</param>
/// <param name="journal">Writes each change down before and after.</param>
internal sealed class Movement<TState>(
    Func<CancellationToken, Task<Look<TState>>> read, Func<TState, IEnumerable<Change>> toward, IJournal journal)
{
    private const int MostRounds = 12;
    private static readonly TimeSpan BetweenRaces = TimeSpan.FromSeconds(2);

    // Somebody else changed the same thing meanwhile, or AWS is still at the change before.
    private static readonly HashSet<string> Races =
    [
        "ConcurrentModification", "ConcurrentModificationException", "ConflictException", "EntityTemporarilyUnmodifiable", "InvalidTokenException",
        "OperationAborted", "PreconditionFailedException", "ResourceConflictException", "ResourceInUseException", "WAFOptimisticLockException",
    ];

    // What passes by itself, but not within seconds: databases refuse every change while they are at another.
    private static readonly HashSet<string> Passing =
    [
        "InvalidDBClusterStateFault", "InvalidDBInstanceState", "RequestLimitExceeded", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException",
    ];

    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly List<string> _done = [];

    /// <summary>What was made.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>What AWS refused, with its error code.</summary>
    public IReadOnlyDictionary<string, string> Refusals => _refusals;

    /// <summary>What was made, for people.</summary>
    public string DoneText => _done.Count == 0 ? "what an earlier attempt made" : string.Join("; ", _done);

    /// <summary>What was refused, for people.</summary>
    public string RefusalText => string.Join("; ", _refusals.Select(refusal => $"{refusal.Key} ({refusal.Value})"));

    /// <summary>Makes the changes.</summary>
    public async Task RunAsync(TState start, CancellationToken cancel)
    {
        var now = start;
        for (var round = 0; ; round++)
        {
            var missing = toward(now).Where(change => !_refusals.ContainsKey(change.ToString())).ToList();
            if (round == MostRounds)
                missing.ForEach(change => _refusals[change.ToString()] = "still missing after the call, look at the target by hand");
            if (missing.Count == 0 || round == MostRounds || !await RoundAsync(missing, cancel))
                return;
            if (await read(cancel) is not Look<TState>.Usable live)
                return;
            now = live.State;
        }
    }

    // Whether the target has to be read again before going on.
    private async Task<bool> RoundAsync(List<Change> missing, CancellationToken cancel)
    {
        foreach (var change in missing)
        {
            try
            {
                await journal.ChangeAsync(change.Call, change.Subject, async stop =>
                {
                    await change.Make(stop);
                    return true;
                }, cancel);
                _done.Add(change.ToString());
            }
            catch (AmazonServiceException refused) when (!Passes(refused))
            {
                await ExplainAsync(change, refused, cancel);
                return true;
            }

            if (change.LookAfter)
                return true;
        }

        return false;
    }

    private async Task ExplainAsync(Change change, AmazonServiceException refused, CancellationToken cancel)
    {
        if (Races.Contains(refused.ErrorCode ?? ""))
            await journal.PauseAsync(BetweenRaces, cancel);
        else if (await read(cancel) is Look<TState>.Usable live && toward(live.State).Any(still => still.ToString() == change.ToString()))
            _refusals[change.ToString()] = refused.ErrorCode ?? refused.StatusCode.ToString();
        else
            _done.Add(change.ToString());
    }

    // The stage is tried again as a whole for what passes by itself.
    private static bool Passes(AmazonServiceException refused) =>
        refused.Retryable is not null || refused.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
        || Passing.Contains(refused.ErrorCode ?? "");
}
