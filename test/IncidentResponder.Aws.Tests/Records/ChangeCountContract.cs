using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>What every counter of changes promises. Each test counts under a name of its own.</summary>
public abstract class ChangeCountContract
{
    private static int _number;
    private readonly string _under = $"111122223333#AwsEc2Instance {Interlocked.Increment(ref _number)}";

    protected abstract IChangeCount Count { get; }

    [Fact]
    public async Task Count_UpToTheMost_TakesAndThenSaysHowManyThereWere()
    {
        for (var incident = 1; incident <= 3; incident++)
            (await CountAsync(incident)).ShouldBe(new ChangeTally.Counted());
        (await CountAsync(4)).ShouldBe(new ChangeTally.Over(3));
    }

    [Fact]
    public async Task Count_SameIncidentAgain_CountsOnceEvenWhenFull()
    {
        for (var again = 0; again < 5; again++)
            (await CountAsync(1)).ShouldBe(new ChangeTally.Counted());
        await CountAsync(2);
        await CountAsync(3);
        (await CountAsync(1)).ShouldBe(new ChangeTally.Counted());
        (await CountAsync(4)).ShouldBe(new ChangeTally.Over(3));
    }

    [Fact]
    public async Task Count_NextHour_BeginsAnew()
    {
        for (var incident = 1; incident <= 3; incident++)
            await CountAsync(incident);
        (await CountAsync(4, hours: 1)).ShouldBe(new ChangeTally.Counted());
    }

    [Fact]
    public async Task Count_OfNone_TakesNone() => (await CountAsync(1, most: 0)).ShouldBe(new ChangeTally.Over(0));

    [Fact]
    public async Task Count_ManyAtOnce_TakesNoMoreThanTheMost()
    {
        var tallies = await Task.WhenAll(Enumerable.Range(1, 20).Select(incident => CountAsync(incident)));
        tallies.Count(tally => tally is ChangeTally.Counted).ShouldBe(3);
    }

    private Task<ChangeTally> CountAsync(int incident, int most = 3, int hours = 0) =>
        Count.CountAsync(_under, Some.Moment.AddHours(hours), IncidentId.Parse($"INC-20260114-{incident:0000000000000000}"), most, TestContext.Current.CancellationToken);
}
