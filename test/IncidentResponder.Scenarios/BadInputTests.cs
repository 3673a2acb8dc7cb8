using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>Bad input ends in the dead-letter queue or with people being told why; its batch siblings are unharmed (I1, I23).</summary>
public sealed class BadInputTests(CloudFixture cloud)
{
    // Ten minutes of the cloud's time each: far more than five deliveries take.
    private const int MostTries = 1_000;

    [Fact]
    public async Task MissingInstance_IsToldToPeopleAndNothingElse()
    {
        var report = await Scenario.RunAsync(cloud.Host, Missing("a"), Answer.None, seed: false);

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("NotifiedOnly");
        record.Decision.ShouldNotBeNull().Because.ShouldContain(b => b.Contains("i-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{\"hello\":\"world\"}")]
    [InlineData("{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{}}")]
    public async Task UnreadableMessage_EndsInTheDeadLetterQueueAndItsSiblingIsHandled(string body)
    {
        var deadBefore = await cloud.Reads.DeadLettersAsync(TestContext.Current.CancellationToken);
        await cloud.Reads.SendToFindingQueueAsync([body], TestContext.Current.CancellationToken);
        var sibling = await Scenario.RunAsync(cloud.Host, Missing($"{body.Length:x}"), Answer.None, seed: false);

        Scenario.RecordOf(sibling).Closure.ShouldNotBeNull();
        for (var tries = 0; tries < MostTries && (await cloud.Reads.DeadLettersAsync(TestContext.Current.CancellationToken)).Count == deadBefore.Count; tries++)
            await cloud.Host.Clock.AdvanceAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        (await cloud.Reads.DeadLettersAsync(TestContext.Current.CancellationToken)).ShouldBe([.. deadBefore, body], ignoreOrder: true);
    }

    /// <summary>A finding on an instance that is not there, another instance for each case: the same one would join.</summary>
    private static string Missing(string suffix) => Scenario.Fresh("guardduty-missing-instance.json", suffix)
        .Replace("i-0fedcba9876543210", "i-0fedcba987654321"[..^suffix.Length] + suffix + "0", StringComparison.Ordinal);
}
