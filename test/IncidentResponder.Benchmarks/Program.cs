using IncidentResponder.Benchmarks.ColdStart;
using IncidentResponder.Benchmarks.Intake;
using IncidentResponder.Benchmarks.Respond;

// dotnet run -c Release --project test/IncidentResponder.Benchmarks -- coldstart | intake | respond [incidents]
switch (args)
{
    case ["coldstart", ..]:
        return await ColdStartBenchmark.RunAsync();
    case ["intake", ..]:
        return await IntakeBenchmark.RunAsync();
    case ["respond", .. var rest]:
        return await RespondBenchmark.RunAsync(rest is [var count, ..] ? int.Parse(count) : 100);
    default:
        Console.Error.WriteLine("Say which benchmark: 'coldstart' (fresh processes against Python), 'intake' (what a finding costs before anything is done, against Python) or 'respond' (incidents on the local cloud, 100 or as many as you say).");
        return 2;
}
