using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class InvocationClockTests
{
    [Fact]
    public void Now_BeginsWithTheTriggerAndGoesOnAsTimePasses()
    {
        FakeTimeProvider real = new(Some.Moment.AddYears(5));
        InvocationClock clock = new(Some.Moment, real);
        clock.GetUtcNow().ShouldBe(Some.Moment);
        real.Advance(TimeSpan.FromSeconds(90));
        clock.GetUtcNow().ShouldBe(Some.Moment.AddSeconds(90));
    }

    [Fact]
    public async Task Pause_LongerThanTheLongest_IsShortened()
    {
        FakeTimeProvider real = new();
        var pause = new Waits(new InvocationClock(Some.Moment, real), TimeSpan.FromSeconds(3)).PauseAsync(TimeSpan.FromSeconds(30), default);
        pause.IsCompleted.ShouldBeFalse();
        real.Advance(TimeSpan.FromSeconds(3));
        await pause;
    }
}
