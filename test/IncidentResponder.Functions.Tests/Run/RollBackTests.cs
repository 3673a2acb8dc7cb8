using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class RollBackTests
{
    [Fact]
    public async Task RollBack_TwoSteps_UndoesTheLastFirst()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, "Test/A", "Test/B");
        CloseDoors[] powers = [new(one.World, CrashPoint.Never, "Test/A", "a"), new(one.World, CrashPoint.Never, "Test/B", "b")];
        await one.RemediateAsync(null, powers);
        (await one.RollBackAsync(null, powers)).Outcome.ShouldBe("Restored");
        one.World.Moves.ShouldBe(["a closed", "b closed", "b open", "a open"]);
        (await one.ReadAsync()).Steps.ShouldAllBe(step => step.State == "Restored");
    }

    [Fact]
    public async Task RollBack_OneStepOfTwo_UndoesThatAloneAndTheCaseIsPartlyUndone()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, "Test/A", "Test/B");
        CloseDoors[] powers = [new(one.World, CrashPoint.Never, "Test/A", "a"), new(one.World, CrashPoint.Never, "Test/B", "b")];
        await one.RemediateAsync(null, powers);
        (await one.RollBackAsync(step: 1, null, powers)).Outcome.ShouldBe("Restored");
        one.World.Moves.ShouldBe(["a closed", "b closed", "a open"]);
        (await one.ReadAsync()).Steps.Select(step => step.State).ShouldBe(["Restored", "Changed"]);
        Notices.RolledBack(await one.ReadAsync()).Subject.ShouldContain("Partly undone:");
        (await one.RollBackAsync(step: 3, null, powers)).Outcome.ShouldBe("NothingToUndo");
        one.World.Moves.Count.ShouldBe(3);
    }

    [Fact]
    public async Task RollBack_TargetDrifted_StopsAndTouchesNothing()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        one.World.Doors["b"] = "bricked up";
        (await one.RollBackAsync()).Outcome.ShouldBe("Drifted");
        one.World.Moves.ShouldBe(["a closed", "b closed"]);
        (await one.ReadAsync()).Ledger[^1].Text.ShouldContain("a door is bricked up");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RollBack_KilledAtAnyCall_EndsRestoredWithOneOutcome(bool after)
    {
        for (var call = 1; ; call++)
        {
            var one = await Case.DecidedAsync(ResponseMode.ContainNow);
            await one.RemediateAsync();
            CrashPoint crash = new(call, after);
            try
            {
                await one.RollBackAsync(crash);
                crash.Happened.ShouldBeFalse();
                break;
            }
            catch (Exception death) when (death is ProcessDiedException || death.InnerException is ProcessDiedException)
            {
                (await one.RollBackAsync()).Outcome.ShouldBe("Restored", $"call {call}");
            }

            one.World.Doors.Values.ShouldAllBe(door => door == "open");
            one.World.Moves.Count.ShouldBe(4, $"call {call}");
            LedgerChain.Verify((await one.ReadAsync()).Ledger).ShouldBeOfType<LedgerVerdict.Intact>();
        }
    }

    [Fact]
    public async Task RollBack_Ends_EntersItsOutcomeForTheOneWhoAsked()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        await one.RollBackAsync();
        var entry = (await one.ReadAsync()).Ledger.Single(entry => entry is { Stage: Stage.RollBack, Kind: "Outcome" });
        entry.Actor.ShouldBe(Case.Alice);
        entry.Text.ShouldContain($"{one.Id}-undo-1");
    }
}
