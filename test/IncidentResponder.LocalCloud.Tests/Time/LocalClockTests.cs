using CsCheck;
using IncidentResponder.LocalCloud.Time;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.LocalCloud.Tests.Time;

public sealed class LocalClockTests : IDisposable
{
    private readonly LocalClock clock = new(new StillTime());
    private readonly List<string> fired = [];

    public void Dispose() => clock.Dispose();

    [Fact]
    public void Now_BeforeAnyAdvance_IsRealTime() => clock.GetUtcNow().ShouldBe(StillTime.Start);

    [Fact]
    public void Advance_ByTime_MovesNowAndTimestamp()
    {
        clock.Advance(TimeSpan.FromMinutes(90));

        clock.GetUtcNow().ShouldBe(StillTime.Start.AddMinutes(90));
        clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromMinutes(90));
    }

    [Fact]
    public void Advance_Backwards_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1)));

    [Fact]
    public async Task Wait_ClockAdvancedPastIt_Ends()
    {
        Task wait = clock.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(29));
        wait.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        await wait;
        clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public async Task Wait_Cancelled_IsCalledOff()
    {
        using CancellationTokenSource cancel = new();
        Task wait = clock.WaitAsync(TimeSpan.FromSeconds(30), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => wait);
        clock.NextDue.ShouldBeNull();
    }

    [Fact]
    public void JumpToNextDue_SeveralWaits_StopsAtTheEarliest()
    {
        Note("late", 60, WaitKind.Heartbeat);
        Note("early", 10, WaitKind.Wait);

        clock.JumpToNextDue().ShouldBe(StillTime.Start.AddSeconds(10));

        fired.ShouldBe(["early"]);
        clock.NextDue.ShouldBe(StillTime.Start.AddSeconds(60));
    }

    [Fact]
    public void JumpToNextDue_NothingWaits_IsNull() => clock.JumpToNextDue().ShouldBeNull();

    [Fact]
    public void FastForward_NothingAtWork_JumpsOverWaitsAndRetriesAtOnce()
    {
        clock.FastForward = true;

        Note("wait", 60, WaitKind.Wait);
        Note("retry", 240, WaitKind.Retry);

        fired.ShouldBe(["wait", "retry"]);
        clock.Offset.ShouldBe(TimeSpan.FromSeconds(300));
    }

    [Fact]
    public void FastForward_WorkInProgress_JumpsOnlyWhenItEnds()
    {
        clock.FastForward = true;
        IDisposable work = clock.BeginWork();
        Note("wait", 60, WaitKind.Wait);
        fired.ShouldBeEmpty();

        work.Dispose();
        work.Dispose();

        fired.ShouldBe(["wait"]);
        clock.AtWork.ShouldBeFalse();
    }

    [Fact]
    public void FastForward_PeopleAreAsked_NeverJumpsToOrPastTheirTime()
    {
        clock.FastForward = true;

        Note("people", 900, WaitKind.Heartbeat);
        Note("before", 60, WaitKind.Retry);
        Note("after", 1000, WaitKind.Wait);

        fired.ShouldBe(["before"]);
        clock.GetUtcNow().ShouldBe(StillTime.Start.AddSeconds(60));
    }

    [Fact]
    public void FastForward_NobodyWillAnswer_JumpsToTheirTimeInOrder()
    {
        clock.JumpsTo = Enum.GetValues<WaitKind>().ToHashSet();
        IDisposable work = clock.BeginWork();
        clock.FastForward = true;
        Note("people", 900, WaitKind.Heartbeat);
        Note("limit", 1200, WaitKind.TaskTimeout);
        Note("check", 60, WaitKind.Wait);

        work.Dispose();

        fired.ShouldBe(["check", "people", "limit"]);
    }

    [Fact]
    public void FastForward_PeopleAnswered_GoesOnPastTheirTime()
    {
        clock.FastForward = true;
        IDisposable people = Note("people", 900, WaitKind.Heartbeat);
        Note("after", 1000, WaitKind.Wait);
        fired.ShouldBeEmpty();

        people.Dispose();

        fired.ShouldBe(["after"]);
    }

    [Fact]
    public void FastForward_TimersOfTheCloud_AreNeitherJumpedToNorInTheWay()
    {
        clock.FastForward = true;
        Note("poll", 5, WaitKind.Background);
        fired.ShouldBeEmpty();

        Note("wait", 60, WaitKind.Wait);

        fired.ShouldBe(["poll", "wait"]);
    }

    [Fact]
    public async Task AdvanceAsync_WorkFollowsAWait_StopsThereUntilItEnds()
    {
        List<DateTimeOffset> seen = [];
        void Again()
        {
            seen.Add(clock.GetUtcNow());
            if (seen.Count < 3)
                clock.CallIn(TimeSpan.FromMinutes(1), WaitKind.Wait, Again);
        }

        clock.CallIn(TimeSpan.FromMinutes(1), WaitKind.Wait, Again);
        await clock.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        seen.ShouldBe([StillTime.Start.AddMinutes(1), StillTime.Start.AddMinutes(2), StillTime.Start.AddMinutes(3)]);
        clock.GetUtcNow().ShouldBe(StillTime.Start.AddHours(1));
    }

    [Fact]
    public async Task Timer_OfTheClock_GoesByTheClock()
    {
        TaskCompletionSource<DateTimeOffset> rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timer = clock.CreateTimer(_ => rung.SetResult(clock.GetUtcNow()), null, TimeSpan.FromHours(6), Timeout.InfiniteTimeSpan);
        rung.Task.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromHours(6));

        (await rung.Task.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(StillTime.Start.AddHours(6));
    }

    [Fact]
    public async Task Wait_RealTimePassesAlone_Ends()
    {
        FakeTimeProvider real = new(StillTime.Start);
        using LocalClock ofReal = new(real);
        Task wait = ofReal.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        real.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        wait.IsCompleted.ShouldBeFalse();

        real.Advance(TimeSpan.FromTicks(1));

        await wait;
        ofReal.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Advance_AnyWaits_FireInOrderOfTheirDueTimesAndNeverEarly() =>
        Gen.Select(Gen.Int[0, 500].Array[0, 20], Gen.Int[0, 600]).Sample((waits, advance) =>
        {
            using LocalClock sampled = new(new StillTime());
            List<int> order = [];
            foreach (int wait in waits)
                sampled.CallIn(TimeSpan.FromSeconds(wait), WaitKind.Wait, () => order.Add(wait));
            sampled.Advance(TimeSpan.FromSeconds(advance));
            int[] due = [.. waits.Where(wait => wait == 0).Concat(waits.Where(wait => wait > 0 && wait <= advance).Order())];
            return order.SequenceEqual(due) && sampled.NextDue.HasValue == waits.Any(wait => wait > advance);
        });

    private IDisposable Note(string name, int seconds, WaitKind kind) =>
        clock.CallIn(TimeSpan.FromSeconds(seconds), kind, () => fired.Add(name));
}
