using System.Collections.Immutable;

namespace IncidentResponder.Remediations;

/// <summary>What reading a target gave.</summary>
/// <typeparam name="TState">The state that the remediation changes and restores.</typeparam>
internal abstract record Look<TState>
{
    private Look()
    {
    }

    /// <summary>The refusal of what had to be read before.</summary>
    /// <typeparam name="TOther">The state that can't be read for it.</typeparam>
    public Look<TOther> Instead<TOther>() => this switch
    {
        Unusable unusable => new Look<TOther>.Unusable(unusable.Why),
        Gone gone => new Look<TOther>.Gone(gone.Why),
        _ => new Look<TOther>.Unusable("The target changed while it was read; try again."),
    };

    /// <summary>It is the finding's, and may be changed.</summary>
    /// <param name="State">Its state.</param>
    public sealed record Usable(TState State) : Look<TState>
    {
        /// <summary>Its tags, where it has any.</summary>
        public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

        /// <summary>The identity that it is or works with: what the logs can be asked about.</summary>
        public string? PrincipalArn { get; init; }
    }

    /// <summary>It must not or can't be changed.</summary>
    /// <param name="Why">A sentence that names the thing, the value and the next step.</param>
    public sealed record Unusable(string Why) : Look<TState>;

    /// <summary>It does not exist any more.</summary>
    /// <param name="Why">A sentence that names the thing and where it was looked for.</param>
    public sealed record Gone(string Why) : Look<TState>;
}
