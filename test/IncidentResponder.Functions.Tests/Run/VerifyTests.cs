using IncidentResponder.Core.Decide;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class VerifyTests
{
    [Theory]
    [InlineData(0, 60, false)]
    [InlineData(1, 240, false)]
    [InlineData(2, 0, true)]
    public async Task Verify_ContainmentHolds_LooksAtOnceAfterOneMinuteAndAfterFive(int check, int wait, bool done)
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        var reply = await one.VerifyAsync(check);
        (reply.Outcome, reply.Check, reply.WaitSeconds, reply.Done).ShouldBe(("Confirmed", check + 1, wait, done));
        (await one.ReadAsync()).Steps[0].Verification.ShouldBe("Confirmed");
    }

    [Fact]
    public async Task Verify_SomebodyUndidIt_EndsAsStillOpenAtOnce()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        await one.RemediateAsync();
        one.World.Doors["b"] = "open";
        var reply = await one.VerifyAsync(1);
        (reply.Outcome, reply.Done, reply.WaitSeconds).ShouldBe(("StillOpen", true, 0));
        (await one.ReadAsync()).Steps[0].Seen.ShouldBe("a door is open");
    }

    [Fact]
    public async Task Verify_NothingWasApplied_IsNeverConfirmed()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        (await one.VerifyAsync(0)).Outcome.ShouldBe("StillOpen");
    }
}
