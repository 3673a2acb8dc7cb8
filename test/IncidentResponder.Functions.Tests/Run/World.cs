using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>A world of doors that are open or closed, and how often each was moved.</summary>
internal sealed class World
{
    public SortedDictionary<string, string> Doors { get; } = new(StringComparer.Ordinal) { ["a"] = "open", ["b"] = "open" };

    public List<string> Moves { get; } = [];

    public TargetFacts Facts => new()
    {
        Exists = true,
        State = Doors.ToImmutableSortedDictionary(),
    };

    public string this[string door]
    {
        get => Doors[door];
        set
        {
            Doors[door] = value;
            Moves.Add($"{door} {value}");
        }
    }
}

/// <summary>Closes one door after the other, reading each before it moves it.</summary>
internal sealed class CloseDoors(World world, CrashPoint crash, string id = "Test/CloseDoors", params string[] doors) : IRemediation
{
    private string[] Doors => doors.Length > 0 ? doors : ["a", "b"];

    public Applied? Answer { get; init; }

    public RemediationDescription Description { get; } = new()
    {
        Id = id,
        Title = "Close the doors of {target}",
        Why = "They are open.",
        TargetType = "AwsEc2Instance",
        Resolves = ["*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = [],
        Writes = ["test:MoveDoor"],
        Scope = ["*"],
        HowToVerify = "Look.",
        MayBreak = "Nobody gets in.",
        HowToUndo = "Open them.",
    };

    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts) => ["test:MoveDoor"];

    public Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel) =>
        Task.FromResult<Captured>(new Captured.State(crash.Around(() => string.Join(",", Doors.Select(door => world[door])))));

    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var open = Doors.Where(door => crash.Around(() => world[door]) == "open").ToList();
        foreach (var door in open)
            await MoveAsync(journal, door, "closed", cancel);
        await journal.PauseAsync(TimeSpan.FromSeconds(10), cancel);
        return Answer ?? (open.Count == 0 ? new Applied.AlreadySafe() : new Applied.Changed());
    }

    public Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel) =>
        Task.FromResult<Verification>(Doors.All(door => crash.Around(() => world[door]) == "closed")
            ? new Verification.Confirmed("all closed")
            : new Verification.StillOpen("a door is open"));

    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        if (Doors.Any(door => world[door] == "bricked up"))
            return new Restored.Drifted("a door is bricked up");
        foreach (var (door, before) in Doors.Zip(prior.State.Split(',')))
            if (crash.Around(() => world[door]) != before)
                await MoveAsync(journal, door, before, cancel);
        return new Restored.Done("doors as before");
    }

    private Task<string> MoveAsync(IJournal journal, string door, string to, CancellationToken cancel) =>
        journal.ChangeAsync("test:MoveDoor", $"{door} → {to}", _ => Task.FromResult(crash.Around(() => world[door] = to)), cancel);
}
