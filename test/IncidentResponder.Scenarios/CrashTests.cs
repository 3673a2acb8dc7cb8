using System.Globalization;
using System.Text.RegularExpressions;
using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>
/// The shipped Remediate process is killed at each AWS call that it makes, before one and after the next: the end is the same. Whole
/// playbooks are cut short both before and after each change where no process has to start for it.
/// </summary>
public sealed partial class CrashTests(CloudFixture cloud)
{
    private const string Remediate = "RemediateFunction";

    [Fact]
    public async Task Remediate_KilledAtEachCallBeforeOrAfter_EndsContainedWithTheTruePriorState()
    {
        var calm = await RunAsync("c000", killAt: int.MaxValue, after: false);
        ShouldBeContained(calm.Report);
        calm.Calls.ShouldBeGreaterThan(10);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calm.Calls} calls by Remediate: killed before the odd ones and after the even ones");

        for (var call = 1; call <= calm.Calls; call++)
        {
            var crashed = await RunAsync(string.Create(CultureInfo.InvariantCulture, $"c{call:000}"), call, after: call % 2 == 0);
            crashed.Killed.ShouldBeTrue($"call {call} was not reached");
            ShouldBeContained(crashed.Report);
        }
    }

    private async Task<(RespondReport Report, int Calls, bool Killed)> RunAsync(string suffix, int killAt, bool after)
    {
        var calls = 0;
        var killed = false;
        using var before = cloud.Host.Observer.Before(async (call, _) =>
        {
            if (call.Caller is { } caller && caller.Contains(Remediate, StringComparison.Ordinal) && ++calls == killAt && !after)
                killed = await cloud.Host.Functions.KillCallerAsync(call);
            return null;
        });
        using var behind = cloud.Host.Observer.After(async (call, _, _) =>
        {
            if (call.Caller is { } caller && caller.Contains(Remediate, StringComparison.Ordinal) && calls == killAt && after && !killed)
                killed = await cloud.Host.Functions.KillCallerAsync(call);
            return null;
        });
        var report = await Scenario.RunAsync(cloud.Host, Scenario.Fresh(Scenario.CryptoMining, suffix), Answer.None, tags: new() { ["environment"] = "sandbox" });
        return (report, calls, killed);
    }

    /// <summary>The prior state is the true one when it names the groups that each interface had before the first change.</summary>
    private static void ShouldBeContained(RespondReport report)
    {
        var moved = report.Changes.Where(c => c.Name.EndsWith("security groups", StringComparison.Ordinal)).ToArray();
        moved.Length.ShouldBe(2);
        moved.ShouldAllBe(c => c.After.StartsWith("ir-empty", StringComparison.Ordinal));
        report.Changes.ShouldContain(c => c.Name.Contains(" in Auto Scaling group", StringComparison.Ordinal) && c.After == "no");
        report.Changes.ShouldNotContain(c => c.Name.EndsWith(" instances", StringComparison.Ordinal), "it was detached once, and its capacity replaced once");
        report.LedgerIntact.ShouldBeTrue();

        var record = Scenario.RecordOf(report);
        record.Closure.ShouldNotBeNull().Outcome.ShouldBe("Contained");
        var prior = record.PriorStates.Single(p => p.Remediation == "Ec2/IsolateInstance").State;
        foreach (var group in moved.SelectMany(c => GroupIds().Matches(c.Before)).Select(m => m.Value))
            prior.ShouldContain(group);
        prior.ShouldNotContain(GroupIds().Match(moved[0].After).Value);
    }

    [GeneratedRegex("sg-[0-9a-f]+")]
    private static partial Regex GroupIds();
}
