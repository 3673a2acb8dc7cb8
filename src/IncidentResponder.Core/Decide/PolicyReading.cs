using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>What reading a policy gave.</summary>
public abstract record PolicyReading
{
    private PolicyReading()
    {
    }

    /// <summary>A policy without faults.</summary>
    /// <param name="Policy">The policy.</param>
    public sealed record Readable(ResponsePolicy Policy) : PolicyReading;

    /// <summary>A policy that can't be relied on: nothing is contained by it.</summary>
    /// <param name="Faults">All faults; at least one.</param>
    public sealed record Faulty(ImmutableArray<PolicyFault> Faults) : PolicyReading;
}
