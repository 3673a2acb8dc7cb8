using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Payloads;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class LeaseTests
{
    private const int Hours = 72;

    private readonly Outside _outside = new();

    [Fact]
    public async Task Close_RuleWithALease_BeginsItOnceHoweverOftenItIsRepeated()
    {
        var one = await ContainedAsync();

        await CloseAsync(one);
        await CloseAsync(one, after: TimeSpan.FromMinutes(5));

        var lease = (await one.ReadAsync()).Closure.ShouldNotBeNull().Lease.ShouldNotBeNull();
        lease.Number.ShouldBe(1);
        lease.Until.ShouldBeInRange(one.At.AddHours(Hours), one.At.AddHours(Hours).AddMinutes(1));
        _outside.Leases.ShouldAllBe(begun => begun == lease);
    }

    [Fact]
    public async Task Close_StateMachineUnreachable_FailsSoThatItIsRepeated()
    {
        var one = await ContainedAsync();
        _outside.LeaseReply = WorkflowReply.Unreachable;

        (await Should.ThrowAsync<InvalidOperationException>(() => CloseAsync(one))).Message.ShouldContain("could not be begun");
    }

    [Fact]
    public async Task Close_NothingInEffect_BeginsNone()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst, decision => decision with { LeaseHours = Hours });

        await CloseAsync(one, "Denied");

        _outside.Leases.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ended_AsksWhoMayUndoOnceADayAndChangesNothing()
    {
        var one = await ContainedAsync();
        await CloseAsync(one);
        var moves = one.World.Moves.Count;
        var end = await EndAsync(one);

        (await AskAsync(one, end.AddMinutes(-1))).ShouldBe(new() { Outcome = "Asked", Until = end });
        _outside.Sent.ShouldBeEmpty("it has not ended");
        (await AskAsync(one, end)).ShouldBe(new() { Outcome = "Asked", Until = end.AddDays(1) });
        (await AskAsync(one, end.AddMinutes(1))).Until.ShouldBe(end.AddDays(1));
        (await AskAsync(one, end.AddDays(1))).Until.ShouldBe(end.AddDays(2));

        _outside.Sent.Select(sent => (sent.Kind, sent.Approver)).ShouldBe([(NoticeKind.LeaseEnded, Case.Alice), (NoticeKind.LeaseEnded, Case.Alice)]);
        _outside.Sent[0].Body.ShouldContain($"https://page.example.com/incidents/{one.Id}?t=");
        _outside.Sent[0].Body.ShouldContain("It still stands, and goes on until somebody undoes it");
        one.World.Moves.Count.ShouldBe(moves);
        (await one.ReadAsync()).Steps.ShouldAllBe(step => step.State == "Changed");
    }

    [Fact]
    public async Task Ended_NobodyAnswersForAMonth_SaysThatItAsksNoMore()
    {
        var one = await ContainedAsync();
        await CloseAsync(one);

        (await AskAsync(one, (await EndAsync(one)).AddDays(29))).Outcome.ShouldBe("Over");

        _outside.Sent.ShouldHaveSingleItem().Body.ShouldContain("This is the last time that you are asked. The containment stands until it is undone.");
    }

    [Fact]
    public async Task Ended_RenewedOrUndoneMeanwhile_AsksNobody()
    {
        var renewed = await ContainedAsync();
        await CloseAsync(renewed);
        var closure = (await renewed.ReadAsync()).Closure.ShouldNotBeNull();
        await renewed.Records.KeepClosureAsync(renewed.Id, closure with { Lease = new(2, renewed.At.AddHours(2 * Hours)) }, default);
        (await AskAsync(renewed, closure.Lease!.Until)).Outcome.ShouldBe("Over");

        var undone = await ContainedAsync();
        await CloseAsync(undone);
        await undone.RollBackAsync();
        (await AskAsync(undone, undone.At.AddHours(2 * Hours))).Outcome.ShouldBe("Over");

        _outside.Sent.ShouldBeEmpty();
    }

    private static async Task<Case> ContainedAsync()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, decision => decision with { LeaseHours = Hours });
        await one.RemediateAsync();
        await one.VerifyAsync(2);
        return one;
    }

    private static async Task<DateTimeOffset> EndAsync(Case one) => (await one.ReadAsync()).Closure!.Lease!.Until;

    private Task<OutcomeReply> AskAsync(Case one, DateTimeOffset at) =>
        new Notify(one.Records, new(one.Records, _outside), new(new ApprovalLinks(_outside, "incidents"), "https://page.example.com"), _outside, new(one.Log))
            .RunAsync(new() { IncidentId = one.Id.Value, At = at, Kind = NoticeKind.LeaseEnded, Lease = 1 }, default);

    private Task<OutcomeReply> CloseAsync(Case one, string outcome = "Confirmed", TimeSpan after = default) =>
        new Close(one.Records, _outside, _outside.SealAsync, _outside, new(one.Records, _outside), new(one.Log), new(one.Log)).RunAsync(new() { IncidentId = one.Id.Value, At = one.At + after, Outcome = outcome, Stage = "Verify" }, default);
}
