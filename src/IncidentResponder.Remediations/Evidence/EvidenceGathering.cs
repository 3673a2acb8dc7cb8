using System.Collections.Immutable;
using Amazon.Runtime;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Seals evidence piece by piece. A piece that can't be had is noted with the reason, and the rest goes on.</summary>
/// <param name="target">What it is evidence of.</param>
/// <param name="sink">Where it is sealed.</param>
/// <param name="clock">The time.</param>
public sealed class EvidenceGathering(EvidenceTarget target, IEvidenceSink sink, TimeProvider clock)
{
    private readonly ImmutableArray<CollectedEvidence>.Builder _items = ImmutableArray.CreateBuilder<CollectedEvidence>();

    /// <summary>What was collected, in order.</summary>
    public ImmutableArray<CollectedEvidence> Items => _items.ToImmutable();

    /// <summary>The time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Reads content and seals it, unless an earlier attempt has.</summary>
    /// <param name="type">The kind, for people: "Console output".</param>
    /// <param name="fileName">The last part of its key, which no other piece of the incident has.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancel">Stops the wait.</param>
    public async Task FileAsync(string type, string fileName, Func<Task<Piece>> read, CancellationToken cancel)
    {
        if (await sink.FindAsync(target.Incident, fileName, cancel) is { } earlier)
            _items.Add(CollectedEvidence.File(type, target.Arn, earlier));
        else if (await TryAsync(type, read) is { } piece)
            await KeepAsync(type, fileName, piece, cancel);
    }

    /// <summary>Asks AWS; the default of the type, and a note, when it refuses.</summary>
    /// <param name="type">The kind of what is asked for, for people.</param>
    /// <param name="ask">Asks.</param>
    public async Task<T?> TryAsync<T>(string type, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException refused)
        {
            Missing(type, $"AWS refused: {refused.ErrorCode ?? $"HTTP {(int)refused.StatusCode}"}.");
            return default;
        }
    }

    /// <summary>Adds what lies in AWS itself.</summary>
    /// <param name="type">The kind, for people: "Snapshot".</param>
    /// <param name="id">Its id.</param>
    /// <param name="arn">Its ARN.</param>
    /// <param name="sourceArn">The ARN of what it is evidence of.</param>
    /// <param name="provenance">How it was come by.</param>
    public void InAws(string type, string id, string arn, string sourceArn, Provenance provenance) =>
        _items.Add(CollectedEvidence.InAws(type, id, arn, sourceArn, provenance));

    /// <summary>Adds what could not be had.</summary>
    /// <param name="type">The kind, for people.</param>
    /// <param name="why">The reason, as a sentence.</param>
    public void Missing(string type, string why) => Missing(type, new Piece.None(why));

    private async Task KeepAsync(string type, string fileName, Piece piece, CancellationToken cancel)
    {
        switch (piece)
        {
            case Piece.Content { Bytes.IsEmpty: false } content:
                Provenance provenance = new() { At = clock.GetUtcNow(), RequestId = content.RequestId ?? "", Reason = content.Reason, TransferredTo = content.TransferredTo };
                _items.Add(CollectedEvidence.File(type, target.Arn, await sink.SealAsync(target.Incident, fileName, content.Bytes, provenance, cancel)));
                break;
            case Piece.None none:
                Missing(type, none);
                break;
            default:
                Missing(type, "AWS has none.");
                break;
        }
    }

    private void Missing(string type, Piece.None none) => _items.Add(CollectedEvidence.Missing(
        type, target.Resource.Id, target.Arn, new() { At = clock.GetUtcNow(), Reason = none.Why, TransferredTo = none.TransferredTo }));
}
