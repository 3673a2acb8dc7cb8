namespace IncidentResponder.Core.Ledger;

/// <summary>One line of an incident's ledger, chained to the one before it by hash.</summary>
public sealed record LedgerEntry
{
    /// <summary>Place in the chain, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The stage that wrote it.</summary>
    public required Stage Stage { get; init; }

    /// <summary>"Opened", "Decision", "Intent", "Effect", "Message", "Answer", "Evidence", "Verification" or "Outcome".</summary>
    public required string Kind { get; init; }

    /// <summary>Who did it: "policy", "responder", or an approver's address.</summary>
    public required string Actor { get; init; }

    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Hash of the entry before; 64 zeros for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256 over the RFC 8785 form of all other members, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}
