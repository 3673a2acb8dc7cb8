using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Testing;

/// <summary>A producer that bears out whatever it is asked about, until it is told to say something else.</summary>
public sealed class InMemoryFindingProducer : IFindingProducer
{
    /// <summary>What it says in place of yes.</summary>
    public ProducersWord? Word { get; set; }

    /// <inheritdoc/>
    public Task<ProducersWord> AskAsync(Finding finding, CancellationToken cancel) =>
        Task.FromResult(Word ?? new ProducersWord.Stands(Agreeing(finding)));

    /// <summary>The finding as a producer holds it that says the same as the event.</summary>
    public static StandingFinding Agreeing(Finding finding) => new()
    {
        By = "GuardDuty",
        Type = finding.Type,
        Account = finding.Account.Value,
        Region = finding.Region,
        State = FindingState.Active,
        Role = finding.Role,
        Sample = false,
        Resources = [.. finding.Resources.Select(one => (one.Type, one.Id))],
    };
}
