using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.Remediations;

namespace IncidentResponder.Benchmarks.Intake;

/// <summary>
/// What a finding costs before anything is done about it: read, normalise, name the incident, decide with the plan. Processor time and
/// allocations a finding, against plain Python that does the same, interleaved in one run; both must come to the same decision.
/// </summary>
internal static class IntakeBenchmark
{
    private const int Rounds = 7;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Runs it and prints the table.</summary>
    public static async Task<int> RunAsync()
    {
        var root = BootstrapLocator.FindRepository();
        var (policy, file) = (Path.Combine(root, "src/policy/response-policy.json"), Path.Combine(root, "test/events/guardduty-cryptocurrency-ec2.json"));
        var text = await File.ReadAllTextAsync(file);
        var decider = new Decider(PolicyReader.Read(await File.ReadAllTextAsync(policy)), Catalogue(), []);
        var expected = Decided(decider, text);
        for (var warm = 0; warm < 3; warm++)
            Run(decider, text, Sizes[1]);

        Console.WriteLine($"{"findings",9} {"µs CPU",8} {"bytes",8} {"Python µs",10} {"ratio",7}   (medians of {Rounds}, a finding, interleaved)");
        foreach (var size in Sizes)
        {
            var (ours, theirs) = (new List<(double Micros, double Bytes)>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(Run(decider, text, size));
                theirs.Add(await PythonAsync(policy, file, Math.Min(size, Sizes[1]), expected));
            }

            var (micros, python) = (Median(ours.Select(one => one.Micros)), Median(theirs));
            Console.WriteLine($"{size,9} {micros,8:0.0} {Median(ours.Select(one => one.Bytes)),8:0} {python,10:0.0} {micros / python,7:0.000}");
        }

        Console.WriteLine("aim: ≤ 0.05 of Python's processor time, the cost a finding the same at every size");
        return 0;
    }

    private static (double Micros, double Bytes) Run(Decider decider, string text, int findings)
    {
        var incidents = new HashSet<string>(StringComparer.Ordinal);
        var (processor, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        for (var number = 0; number < findings; number++)
        {
            foreach (var result in EventReader.Read(text).OfType<Ingested.Understood>())
            {
                var incident = IncidentOpening.Open(result.Finding, result.Finding.LastSeen);
                incidents.Add(incident.Id.Value);
                decider.Decide(incident, AssumedFacts.Ordinary, result.Finding.LastSeen);
            }
        }

        return (
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / findings,
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)findings);
    }

    private static async Task<double> PythonAsync(string policy, string file, int findings, string expected)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Intake", "python_intake.py");
        var start = new ProcessStartInfo("python3", [script, policy, file, findings.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start; install Python 3.");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said.Trim().Split(' ', 2) is [var micros, var decided] && decided == expected
            ? double.Parse(micros, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Python says '{said.Trim()}' where the responder decides '{expected}': they don't do the same.");
    }

    private static string Decided(Decider decider, string text)
    {
        var finding = EventReader.Read(text).OfType<Ingested.Understood>().Single().Finding;
        var incident = IncidentOpening.Open(finding, finding.LastSeen);
        var decision = decider.Decide(incident, AssumedFacts.Ordinary, finding.LastSeen);
        return $"{incident.Id} {decision.Mode} {decision.Rule} {decision.Plan.Steps.Sum(step => step.Calls.Length)}";
    }

    private static ImmutableArray<Core.Remediate.IRemediation> Catalogue() => RemediationCatalog.All(new AwsClients(
        new AnonymousAWSCredentials(), AwsClients.GlobalRegion, _ => { }, _ => Task.FromException<Core.AccountId>(new InvalidOperationException("Nothing is called."))));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
