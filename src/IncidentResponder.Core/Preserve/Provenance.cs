using System.Collections.Immutable;

namespace IncidentResponder.Core.Preserve;

/// <summary>How a piece of evidence was come by.</summary>
public sealed record Provenance
{
    /// <summary>When it was collected or tried, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request id of the AWS call that gave it; empty where there was none.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Why it is missing or not whole, as a sentence; empty when it is neither.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Where else it was put, as URIs.</summary>
    public ImmutableArray<string> TransferredTo { get; init => field = value.IsDefault ? [] : value; } = [];
}
