using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What reading a piece of evidence gave.</summary>
public abstract record Piece
{
    private Piece()
    {
    }

    /// <summary>Where else it was put, as URIs.</summary>
    public ImmutableArray<string> TransferredTo { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>There is content.</summary>
    /// <param name="Bytes">It.</param>
    /// <param name="RequestId">The request id of the AWS call that gave it.</param>
    /// <param name="Reason">Why it is not whole; empty when it is.</param>
    public sealed record Content(ReadOnlyMemory<byte> Bytes, string? RequestId, string Reason = "") : Piece;

    /// <summary>There is none.</summary>
    /// <param name="Why">The reason, as a sentence.</param>
    public sealed record None(string Why) : Piece;
}
