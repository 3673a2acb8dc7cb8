using System.Text.Json;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Scenarios;

/// <summary>EventBridge and SQS deliver at least once: however often a finding comes, there is one incident and each effect once (I2).</summary>
public sealed class RedeliveryTests(CloudFixture cloud)
{
    private static readonly string[] ChangingCalls =
    [
        "ec2.CreateSnapshots", "ec2.ModifyNetworkInterfaceAttribute", "ec2.ModifyInstanceAttribute", "autoscaling.DetachInstances", "sns.Publish",
    ];

    [Fact]
    public async Task SameEvent_FiveTimesAndOnceMoreAfterClosing_OneIncidentEachEffectOnce()
    {
        var text = Scenario.Fresh(Scenario.CryptoMining, "b5");
        var first = await Scenario.RunAsync(cloud.Host, text, tags: new() { ["environment"] = "sandbox" });
        var incident = Scenario.RecordOf(first).Incident;
        var entries = Scenario.RecordOf(first).Ledger.Length;
        var calls = Counts();

        var delivered = AsSeeded(text, incident);
        for (var again = 0; again < 5; again++)
        {
            using var document = JsonDocument.Parse(delivered);
            await cloud.Host.PutEventAsync(document.RootElement, TestContext.Current.CancellationToken);
        }

        await cloud.Reads.UntilEventsAreHandledAsync(TestContext.Current.CancellationToken);
        var record = (await cloud.Reads.RecordAsync(incident.Id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        record.Ledger.Count(e => e.Kind == "Opened").ShouldBe(1);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        record.Ledger.Count(e => e.Kind == "Effect").ShouldBe(Scenario.RecordOf(first).Ledger.Count(e => e.Kind == "Effect"));
        record.Ledger.Length.ShouldBeGreaterThanOrEqualTo(entries);
        Counts().ShouldBe(calls);
    }

    /// <summary>The event with the account, Region and instance that it was put on the bus with.</summary>
    private static string AsSeeded(string text, Incident incident)
    {
        using var document = JsonDocument.Parse(text);
        var detail = document.RootElement.GetProperty("detail");
        return text
            .Replace(detail.GetProperty("resource").GetProperty("instanceDetails").GetProperty("instanceId").GetString()!, incident.Target.Id, StringComparison.Ordinal)
            .Replace(detail.GetProperty("accountId").GetString()!, incident.Finding.Account.Value, StringComparison.Ordinal)
            .Replace(detail.GetProperty("region").GetString()!, incident.Finding.Region, StringComparison.Ordinal);
    }

    private int[] Counts() => [.. ChangingCalls.Select(c => cloud.Host.Counts.FromFunctions.GetValueOrDefault(c))];
}
