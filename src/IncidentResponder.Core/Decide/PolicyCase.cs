using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>An example that a policy must hold to: what comes in, and what has to be decided.</summary>
public sealed record PolicyCase
{
    /// <summary>Its name, a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>The finding.</summary>
    public required Finding Finding { get; init; }

    /// <summary>What is known of the target.</summary>
    public required TargetFacts Facts { get; init; }

    /// <summary>The mode after all guards.</summary>
    public required ResponseMode Mode { get; init; }

    /// <summary>The rule that decides, or "default".</summary>
    public required string Rule { get; init; }

    /// <summary>Whether the plan runs when nobody answers; null when it does not matter.</summary>
    public bool? ContainOnExpiry { get; init; }

    /// <summary>Who may approve; null when it does not matter.</summary>
    public ImmutableArray<string>? Approvers { get; init; }

    /// <summary>What differs from what is expected; none when the case holds.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="catalogue">Every remediation there is.</param>
    public ImmutableArray<string> Differences(PolicyReading policy, ImmutableArray<IRemediation> catalogue)
    {
        var at = Finding.LastSeen;
        var decision = new Decider(policy, catalogue, []).Decide(IncidentOpening.Open(Finding, at), Facts, at);
        var differences = ImmutableArray.CreateBuilder<string>();
        if ((decision.Mode, decision.Rule) != (Mode, Rule))
            differences.Add($"expected {Mode} by '{Rule}', decided {decision.Mode} by '{decision.Rule}': {string.Join(" ", decision.Because)}");
        if (decision.Plan.Steps.IsEmpty != decision.Mode is ResponseMode.NotifyOnly or ResponseMode.Ignore)
            differences.Add($"the plan has {decision.Plan.Steps.Length} steps at mode {decision.Mode}");
        if (ContainOnExpiry is { } contain && contain != decision.ContainOnExpiry)
            differences.Add($"expected that the plan {(contain ? "runs" : "does not run")} when nobody answers");
        if (Approvers is { } approvers && !approvers.SequenceEqual(decision.Approvers, StringComparer.Ordinal))
            differences.Add($"expected approvers {string.Join(", ", approvers)}, got {string.Join(", ", decision.Approvers)}");
        return differences.ToImmutable();
    }
}
