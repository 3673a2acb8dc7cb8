using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>A plan is approved, and the target is another one when it is to run.</summary>
public sealed class AskingAgainTests
{
    private readonly Outside _outside = new();

    [Fact]
    public async Task Close_ApprovalVoidBecauseTheTargetChanged_TakesTheIncidentUpAgainOnce()
    {
        var one = await Case.ApprovedAsync();
        one.World.Doors["a"] = "painted";
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");

        await CloseAsync(one);
        await CloseAsync(one);

        var next = (await one.Records.ReadAsync(one.Id.Next, default)).ShouldNotBeNull();
        next.Incident.Continues!.From.ShouldBe(one.Id);
        next.Incident.Continues.Why.ShouldContain("the approval is void");
        next.Ledger.ShouldHaveSingleItem().Text.ShouldContain($"Continues {one.Id}");
        (next.Decision, next.Approval, next.Answer).ShouldBe((null, null, null));
        _outside.Started[one.Id.Next].ShouldBe(2, "starting is repeated without harm, since the execution bears the incident's name");
        (await one.ReadAsync()).Closure!.Outcome.ShouldBe("Refused");
    }

    [Fact]
    public async Task Close_Denied_IsNotTakenUpAgain()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        await one.AnswerAsync(ApprovalOutcome.Denied, PlanDigest.Of(one.Decision.Plan));
        (await one.RemediateAsync()).Outcome.ShouldBe("Refused");

        await CloseAsync(one);

        (await one.Records.ReadAsync(one.Id.Next, default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(4, "You are asked again.")]
    [InlineData(5, "nobody is asked again by itself: look at the target, and contain by hand.")]
    public async Task Permit_ApprovalVoid_SaysWhetherPeopleAreAskedAgain(int round, string end)
    {
        var one = await Case.ApprovedAsync();
        one.World.Doors["a"] = "painted";
        var record = await one.ReadAsync();
        var id = Enumerable.Range(1, round - 1).Aggregate(one.Id, (before, _) => before.Next);

        var refusal = await new Permit((_, _) => Task.FromResult(one.World.Facts), one.Producer).RefusalAsync(record with { Incident = record.Incident with { Id = id } }, default);

        (refusal!.Void, refusal.Why.EndsWith(end, StringComparison.Ordinal)).ShouldBe((true, true), refusal.Why);
    }

    private Task CloseAsync(Case one) =>
        new Close(one.Records, _outside, _outside.SealAsync, _outside, new AskingAgain(one.Records, _outside), new(one.Log), new(one.Log))
            .RunAsync(new() { IncidentId = one.Id.Value, At = one.At, Outcome = "Refused", Stage = nameof(Stage.Remediate) }, default);
}
