using CsCheck;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Report;

public sealed class ResponseTimesTests
{
    // The nearest-rank example that textbooks give: 15, 20, 35, 40, 50.
    [Theory]
    [InlineData(5, 15)]
    [InlineData(30, 20)]
    [InlineData(40, 20)]
    [InlineData(50, 35)]
    [InlineData(90, 50)]
    [InlineData(100, 50)]
    public void NearestRank_TextbookValues_GivesTheTextbooksAnswer(int percent, int seconds) =>
        Percentiles.NearestRank(new[] { 50, 15, 40, 20, 35 }.Select(value => TimeSpan.FromSeconds(value)), percent).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void NearestRank_NoValues_IsNull() => Percentiles.NearestRank([], 50).ShouldBeNull();

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void NearestRank_NoSuchPercentile_IsRefused(int percent) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Percentiles.NearestRank([TimeSpan.Zero], percent)).Message.ShouldContain("name one from 1 to 100");

    [Fact]
    public void NearestRank_AnyValues_IsOneOfThemAndCoversThePercentage() =>
        Gen.Select(Gen.Int[0, 1000].Array[1, 50], Gen.Int[1, 100]).Sample((values, percent) =>
        {
            var found = (int)Percentiles.NearestRank(values.Select(value => TimeSpan.FromSeconds(value)), percent)!.Value.TotalSeconds;
            values.ShouldContain(found);
            (values.Count(value => value <= found) * 100).ShouldBeGreaterThanOrEqualTo(percent * values.Length);
            (values.Count(value => value < found) * 100).ShouldBeLessThan(percent * values.Length);
        });

    [Fact]
    public async Task Of_SeveralIncidents_CountsAllAndEachSeverity()
    {
        var rich = await RichIncident.RecordAsync();
        var undone = rich with { Steps = [.. rich.Steps.Select(step => step with { State = "Restored" })] };
        var critical = rich with { Incident = rich.Incident with { Finding = rich.Incident.Finding with { Severity = Severity.Critical } }, Steps = [], Answer = rich.Answer! with { Outcome = ApprovalOutcome.Expired, By = "nobody" } };
        var denied = new IncidentRecord { Incident = rich.Incident, Answer = rich.Answer! with { Outcome = ApprovalOutcome.Denied } };

        var times = ResponseTimes.Of([rich, undone, critical, denied]);

        times.Select(one => (one.Group, one.Incidents)).ShouldBe([("all", 4), ("Critical", 1), ("High", 3)]);
        (times[0].Approved, times[0].Denied, times[0].Expired, times[0].Changed, times[0].Undone).ShouldBe((2, 1, 1, 2, 1));
        (times[0].ApprovalRate, times[0].ExpiryRate, times[0].UndoRate).ShouldBe((0.5, 0.25, 0.5));
        times[0].Spans.Select(span => span.Name).ShouldBe(Milestones.SpanNames);
        times[0].Spans.First(span => span.Name == "TimeToNotify").ShouldBe(new("TimeToNotify", "received → notified", 3, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Of_NoIncidents_HasNoRates()
    {
        var none = ResponseTimes.Of([]).ShouldHaveSingleItem();

        none.ApprovalRate.ShouldBeNull();
        none.UndoRate.ShouldBeNull();
        none.Spans.ShouldBeEmpty();
    }
}
