using System.Text.Json;
using System.Text.Json.Nodes;

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

        var delivered = JsonNode.Parse(text.Replace(Original(text), incident.Target.Id, StringComparison.Ordinal))!.AsObject();
        for (var again = 0; again < 5; again++)
        {
            using var document = JsonDocument.Parse(delivered.ToJsonString());
            await cloud.Host.PutEventAsync(document.RootElement, TestContext.Current.CancellationToken);
        }

        await HandledAsync();
        var record = (await cloud.Reads.RecordAsync(incident.Id, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        record.Ledger.Count(e => e.Kind == "Opened").ShouldBe(1);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        record.Ledger.Count(e => e.Kind == "Effect").ShouldBe(Scenario.RecordOf(first).Ledger.Count(e => e.Kind == "Effect"));
        record.Ledger.Length.ShouldBeGreaterThanOrEqualTo(entries);
        Counts().ShouldBe(calls);
    }

    private static string Original(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("detail").GetProperty("resource").GetProperty("instanceDetails").GetProperty("instanceId").GetString()!;
    }

    private int[] Counts() => [.. ChangingCalls.Select(c => cloud.Host.Counts.FromFunctions.GetValueOrDefault(c))];

    private async Task HandledAsync()
    {
        while (!await cloud.Reads.EventsAreHandledAsync(TestContext.Current.CancellationToken))
            await Task.Yield();
    }
}
