using IncidentResponder.Benchmarks.ColdStart;
using IncidentResponder.Benchmarks.Respond;

// dotnet run -c Release --project test/IncidentResponder.Benchmarks -- coldstart | respond [incidents]
switch (args)
{
    case ["coldstart", ..]:
        return await ColdStartBenchmark.RunAsync();
    case ["respond", .. var rest]:
        return await RespondBenchmark.RunAsync(rest is [var count, ..] ? int.Parse(count) : 100);
    default:
        Console.Error.WriteLine("Say which benchmark: 'coldstart' (fresh processes against Python) or 'respond' (incidents on the local cloud, 100 or as many as you say).");
        return 2;
}
