using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>Bad input ends in the dead-letter queue or with people being told why; its batch siblings are unharmed (I1, I23).</summary>
public sealed class BadInputTests(CloudFixture cloud)
{
    [Fact]
    public async Task MissingInstance_IsToldToPeopleAndNothingElse()
    {
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh("guardduty-missing-instance.json", "aa"), Answer.None, seed: false);

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("NotifiedOnly");
        record.Decision.ShouldNotBeNull().Because.ShouldContain(b => b.Contains("i-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("{\"source\":\"aws.guardduty\",\"detail-type\":\"GuardDuty Finding\",\"detail\":{}}")]
    public async Task UnreadableMessage_EndsInTheDeadLetterQueueAndItsSiblingIsHandled(string body)
    {
        var deadBefore = await cloud.Reads.DeadLettersAsync(TestContext.Current.CancellationToken);
        await cloud.Reads.SendToFindingQueueAsync(body, TestContext.Current.CancellationToken);
        var sibling = await Scenario.RunAsync(cloud.Host, Scenario.Fresh("guardduty-missing-instance.json", $"{body.Length % 256:x2}"), Answer.None, seed: false);

        Scenario.RecordOf(sibling).Closure.ShouldNotBeNull();
        (await cloud.Reads.DeadLettersAsync(TestContext.Current.CancellationToken)).ShouldBe([.. deadBefore, body], ignoreOrder: true);
    }
}
