using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class RemediateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remediate_KilledAtAnyCall_EndsContainedWithTheTruePriorState(bool after)
    {
        var killed = 0;
        for (var call = 1; ; call++)
        {
            var one = await Case.ApprovedAsync();
            CrashPoint crash = new(call, after);
            if (!await DiesAsync(() => one.RemediateAsync(crash)))
                break;
            killed++;
            (await one.RemediateAsync()).Outcome.ShouldBeOneOf("Applied", "AlreadySafe");
            await ShouldBeContainedAsync(one, $"killed {(after ? "after" : "before")} call {call}");
        }

        killed.ShouldBeGreaterThan(15);
    }

    [Fact]
    public async Task Remediate_KilledTwiceAtEveryPair_EndsContained()
    {
        for (var first = 1; first <= 20; first += 3)
        {
            for (var second = 1; second <= 20; second += 3)
            {
                var one = await Case.ApprovedAsync();
                await DiesAsync(() => one.RemediateAsync(new CrashPoint(first, after: true)));
                await DiesAsync(() => one.RemediateAsync(new CrashPoint(second, after: false)));
                await one.RemediateAsync();
                await ShouldBeContainedAsync(one, $"killed after call {first}, then before call {second}");
            }
        }
    }

    [Fact]
    public async Task Remediate_Repeated_ChangesNothingMore()
    {
        var one = await Case.ApprovedAsync();
        await one.RemediateAsync();
        await one.RemediateAsync();
        one.World.Moves.ShouldBe(["a closed", "b closed"]);
    }

    [Fact]
    public async Task Remediate_NobodyAnswered_RefusesAndSaysWhy()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
        (await one.ReadAsync()).Ledger[^1].Text.ShouldContain("Nobody has approved");
    }

    [Theory]
    [InlineData(ApprovalOutcome.Denied)]
    [InlineData(ApprovalOutcome.Expired)]
    public async Task Remediate_AnswerIsNoYes_Refuses(ApprovalOutcome outcome)
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.AnswerAsync(outcome, PlanDigest.Of(one.Decision.Plan));
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remediate_AnswerToAnotherPlan_Refuses()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.AnswerAsync(ApprovalOutcome.Granted, new('0', 64));
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remediate_TargetChangedSinceItWasShown_VoidsTheApproval()
    {
        var one = await Case.ApprovedAsync();
        one.World.Doors["b"] = "ajar";
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
        (await one.ReadAsync()).Ledger[^1].Text.ShouldContain("b: shown open, now ajar");
    }

    [Theory]
    [InlineData(ResponseMode.Ignore)]
    [InlineData(ResponseMode.NotifyOnly)]
    public async Task Remediate_PolicyOnlyTells_Refuses(ResponseMode mode)
    {
        var one = await Case.DecidedAsync(mode);
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remediate_ContainNow_AsksNobody()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        (await one.RemediateAsync()).Outcome.ShouldBe("Applied");
        one.World.Doors.Values.ShouldAllBe(door => door == "closed");
    }

    [Fact]
    public async Task Remediate_ProducerNoLongerBearsItOut_RefusesWhatNobodyApproved()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        one.Producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
        (await one.ReadAsync()).Ledger[^1].Text.ShouldContain("nobody has approved the plan, so nothing was applied");
    }

    [Fact]
    public async Task Remediate_UnansweredAndProducerSilent_Refuses()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst, decision => decision with { ContainOnExpiry = true });
        await one.AnswerAsync(ApprovalOutcome.Expired, PlanDigest.Of(one.Decision.Plan));
        one.Producer.Word = new ProducersWord.NotHeard("GuardDuty could not be asked (InternalServerErrorException)");
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
        one.Producer.Word = null;
        (await one.RemediateAsync()).Outcome.ShouldBe("Applied");
    }

    [Fact]
    public async Task Remediate_PersonApproved_NeedsNoProducer()
    {
        var one = await Case.ApprovedAsync();
        one.Producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        (await one.RemediateAsync()).Outcome.ShouldBe("Applied");
    }

    [Fact]
    public async Task Remediate_ProducerTurnsAfterTheFirstChange_FinishesWhatWasBegun()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        for (var call = 1; one.World.Moves.Count == 0; call++)
            await DiesAsync(() => one.RemediateAsync(new CrashPoint(call, after: true)));
        one.Producer.Word = new ProducersWord.NoSuchFinding("GuardDuty");
        (await one.RemediateAsync()).Outcome.ShouldBe("Applied");
        one.World.Doors.Values.ShouldAllBe(door => door == "closed");
    }

    [Theory]
    [InlineData(ResponseMode.NotifyOnly)]
    [InlineData(ResponseMode.AskFirst)]
    public async Task Remediate_SwitchSet_RefusesWhatNobodyApprovedAndSaysWhy(ResponseMode mode)
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        one.Switch.Position = At(mode);
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
        (await one.ReadAsync()).Steps.Single().Detail.ShouldStartWith($"The switch is at {mode}, set by ann@example.com at noon (a launch)");
    }

    [Theory]
    [InlineData(ResponseMode.NotifyOnly, "Refused")]
    [InlineData(ResponseMode.AskFirst, "Applied")]
    public async Task Remediate_SwitchSetAfterApproval_HoldsUnlessItOnlyAsksForAQuestion(ResponseMode mode, string outcome)
    {
        var one = await Case.ApprovedAsync();
        one.Switch.Position = At(mode);
        (await one.RemediateAsync()).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Remediate_SwitchSetBetweenTwoSteps_StopsBeforeTheSecond()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, "Test/CloseDoors", "Test/CloseB");
        one.Switch.After = (1, At(ResponseMode.NotifyOnly));
        (await one.RemediateAsync(null, new CloseDoors(one.World, CrashPoint.Never, doors: ["a"]), new CloseDoors(one.World, CrashPoint.Never, "Test/CloseB", "b"))).Outcome.ShouldBe("Partial");
        one.World.Moves.ShouldBe(["a closed"]);
        (await one.ReadAsync()).Steps.Select(step => step.State).ShouldBe(["Changed", "Refused"]);
    }

    [Fact]
    public async Task Remediate_SwitchSetAfterACrashInAStep_LeavesWhatWasDoneToBeUndone()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        for (var call = 1; one.World.Moves.Count == 0; call++)
            await DiesAsync(() => one.RemediateAsync(new CrashPoint(call, after: true)));
        one.Switch.Position = At(ResponseMode.NotifyOnly);
        (await one.RemediateAsync()).Outcome.ShouldBe("Partial");
        one.World.Moves.ShouldBe(["a closed"]);
        (await one.RollBackAsync()).Outcome.ShouldBe("Restored");
        one.World.Doors.Values.ShouldAllBe(door => door == "open");
    }

    [Fact]
    public async Task RollBack_SwitchSet_UndoesAllTheSame()
    {
        var one = await Case.ApprovedAsync();
        await one.RemediateAsync();
        one.Switch.Position = At(ResponseMode.NotifyOnly);
        (await one.RollBackAsync()).Outcome.ShouldBe("Restored");
        one.World.Doors.Values.ShouldAllBe(door => door == "open");
    }

    [Fact]
    public async Task Remediate_PartOfAStepFails_SaysPartialWithWhatWasNotDone()
    {
        var one = await Case.ApprovedAsync();
        CloseDoors half = new(one.World, CrashPoint.Never, doors: ["a"]) { Answer = new Applied.Partial("a closed", "b is locked by its owner") };
        (await one.RemediateAsync(null, half)).Outcome.ShouldBe("Partial");
        (await one.ReadAsync()).Steps[0].Detail.ShouldContain("b is locked by its owner");
    }

    [Fact]
    public async Task Remediate_RollBackHoldsTheTarget_Refuses()
    {
        var one = await Case.ApprovedAsync();
        await TargetLease.TakeAsync(one.Records, one.Id, Core.Stage.RollBack, one.At, default);
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");
        one.World.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Journal_AttemptWasTakenOver_ChangesNothing()
    {
        var one = await Case.ApprovedAsync();
        var zombie = await TargetLease.TakeAsync(one.Records, one.Id, Core.Stage.Remediate, one.At, default);
        await TargetLease.TakeAsync(one.Records, one.Id, Core.Stage.Remediate, one.At, default);
        LedgerJournal journal = new(one.Records, one.Id, Core.Stage.Remediate, zombie!, new(TimeProvider.System, TimeSpan.Zero));
        await Should.ThrowAsync<LeaseLostException>(() => journal.ChangeAsync("test:MoveDoor", "a", _ => Task.FromResult(one.World["a"] = "closed"), default));
        one.World.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remediate_EveryChange_HasItsIntentBeforeAndItsEffectAfter()
    {
        var one = await Case.ApprovedAsync();
        await one.RemediateAsync();
        var ledger = (await one.ReadAsync()).Ledger;
        LedgerChain.Verify(ledger).ShouldBeOfType<LedgerVerdict.Intact>();
        ledger.Where(entry => entry.Kind is "Intent" or "Effect").Select(entry => $"{entry.Kind} {entry.Text}").ShouldBe(
        [
            "Intent test:MoveDoor: a → closed", "Effect test:MoveDoor: a → closed: done",
            "Intent test:MoveDoor: b → closed", "Effect test:MoveDoor: b → closed: done",
        ]);
    }

    private static SwitchPosition At(ResponseMode mode) => new SwitchPosition.Set(mode, "ann@example.com", "a launch", "noon");

    private static async Task ShouldBeContainedAsync(Case one, string how)
    {
        var record = await one.ReadAsync();
        one.World.Moves.ShouldBe(["a closed", "b closed"], how);
        record.PriorStates.Single().State.ShouldBe("open,open", how);
        record.Steps.Single().State.ShouldBe("Changed", how);
        LedgerChain.Verify(record.Ledger).ShouldBeOfType<LedgerVerdict.Intact>(how);
    }

    private static async Task<bool> DiesAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return false;
        }
        catch (Exception death) when (death is ProcessDiedException || death.InnerException is ProcessDiedException)
        {
            return true;
        }
    }
}
