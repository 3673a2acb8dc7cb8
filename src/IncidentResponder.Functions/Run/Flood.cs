using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Run;

/// <summary>Keeps a flood of findings from people: above the policy's limits they go into a digest, which is told when it begins and when it ends.</summary>
/// <param name="records">Where incidents and digests are kept.</param>
/// <param name="buckets">Tokens, a token an incident.</param>
/// <param name="limits">How many there are.</param>
/// <param name="responses">Where the telling is started.</param>
public sealed class Flood(IIncidentRecords records, ITokenBuckets buckets, FloodLimits limits, IResponses responses)
{
    /// <summary>True when an incident may be opened by itself.</summary>
    public async Task<bool> AdmitsAsync(Incident incident, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var (name, rate) in limits.BucketsFor(incident))
        {
            if (!await buckets.TakeAsync(name, rate, now, cancel).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Puts findings into the digest. The same ones again change nothing.</summary>
    /// <param name="refused">What the findings would have opened; one or more.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task DigestAsync(ImmutableArray<Incident> refused, DateTimeOffset now, CancellationToken cancel)
    {
        ImmutableArray<DigestedFinding> lines = [.. refused.Select(DigestedFinding.Of)];
        var digest = FloodDigest.For(refused.MaxBy(one => one.Finding.Severity)!, now);
        while (true)
        {
            await records.OpenAsync(digest, cancel).ConfigureAwait(false);
            await records.KeepDigestAsync(digest.Id, lines, cancel).ConfigureAwait(false);

            // Looked at after the lines are in: a digest that was closed before them has been told without them, and the next one tells them.
            var kept = await records.FindAsync(digest.Id.Value, cancel).ConfigureAwait(false);
            if (kept.Closure is null)
            {
                await records.BeginLedgerAsync(digest.Id, now, Stage.Triage, "Opened", "responder", Sentence, cancel).ConfigureAwait(false);
                await responses.StartAsync(digest.Id, cancel).ConfigureAwait(false);
                return;
            }

            digest = digest with { Id = digest.Id.Next, Finding = digest.Finding with { CreatedAt = now }, Continues = new(digest.Id, "Findings went on coming.") };
        }
    }

    private const string Sentence = "Opened because more findings came than the policy lets be told one by one; they are gathered here and told together.";
}
