using System.Reflection;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>
/// Every playbook, cut short at every call: the process dies before it or after it, or the answer is lost with or without the call having
/// taken effect, once or twice in a row. The world ends as if nothing had happened, and nothing is done twice.
/// </summary>
public sealed class PlaybookCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_CutShortAtAnyCall_EndsAsIfItHadNotBeen()
    {
        var runs = 0;
        foreach (var playbook in PlaybookTable.All)
        {
            foreach (var (after, survives, times) in from after in Both from survives in Both from times in new[] { 1, 2 } select (after, survives, times))
            {
                for (var call = 1; await CutShortAsync(playbook, call, after, survives, times); call++)
                    runs++;
            }
        }

        output.WriteLine($"{PlaybookTable.All.Length} playbooks were cut short in {runs} runs.");
        Console.WriteLine($"Crash matrix: {PlaybookTable.All.Length} playbooks were cut short in {runs} runs.");
        runs.ShouldBeGreaterThan(1000);
    }

    private static bool[] Both => [false, true];

    // False when the run has fewer calls.
    private static async Task<bool> CutShortAsync(Playbook playbook, int call, bool after, bool survives, int times)
    {
        string[] steps = [.. playbook.Steps.Select(step => step.Remediation)];
        var one = await Case.DecidedAsync(ResponseMode.ContainNow, steps);
        var where = $"{playbook.Name}, call {call}, {(survives ? "answer lost" : "process died")} {(after ? "after" : "before")}, {times} times";
        for (var time = 0; time < times; time++)
        {
            CrashPoint crash = new(call, after, survives);
            var failed = await FailsAsync(() => one.RemediateAsync(crash, Powers(one.World, crash, steps)));
            if (time == 0 && !crash.Happened)
                return false;
            if (time == 0)
                failed.ShouldBeTrue(where);
        }

        var calm = Powers(one.World, CrashPoint.Never, steps);
        (await one.RemediateAsync(null, calm)).Outcome.ShouldBeOneOf("Applied", "AlreadySafe");
        DoorsOf(steps).ShouldAllBe(door => one.World.Doors[door] == "closed", where);
        one.World.Moves.ShouldBeUnique(where);
        (await one.VerifyAsync(0, calm)).Outcome.ShouldBe("Confirmed", where);
        await one.RollBackAsync(null, calm);
        DoorsOf(steps).ShouldAllBe(door => one.World.Doors[door] == "open", where);
        return true;
    }

    private static async Task<bool> FailsAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (Exception cut) when (cut is ProcessDiedException or HttpRequestException or TargetInvocationException)
        {
            return true;
        }
    }

    private static IRemediation[] Powers(World world, CrashPoint crash, string[] steps) =>
        [.. steps.Select(step => new DoorsRemediation(world, crash, step))];

    private static IEnumerable<string> DoorsOf(string[] steps) => steps.SelectMany(DoorsRemediation.DoorsOf);
}
