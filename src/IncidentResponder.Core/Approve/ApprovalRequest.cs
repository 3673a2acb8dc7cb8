using System.Collections.Immutable;

namespace IncidentResponder.Core.Approve;

/// <summary>A question put to people. It is bound to one plan by its digest.</summary>
public sealed record ApprovalRequest
{
    /// <summary>SHA-256 of the plan in RFC 8785 form, 64 lower-case hexadecimal digits.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>Who was asked, e-mail addresses in lower case.</summary>
    public required ImmutableArray<string> Approvers { get; init; }

    /// <summary>Who has handed the question on to whom: the one who did can't answer it any more.</summary>
    public ImmutableSortedDictionary<string, string> HandedOn { get; init => field = value ?? ImmutableSortedDictionary<string, string>.Empty; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How many reminders have gone out.</summary>
    public int Reminders { get; init; }

    /// <summary>From 0, one more with every change: of two changes that are made at once, one is refused.</summary>
    public int Revision { get; init; }

    /// <summary>How many different people must approve, from 1.</summary>
    public int Quorum { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it expires: an answer at this instant or later is too late.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The state machine's task token. It never leaves the table.</summary>
    public required string TaskToken { get; init; }
}
