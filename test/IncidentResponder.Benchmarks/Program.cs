using IncidentResponder.Benchmarks.Ask;
using IncidentResponder.Benchmarks.ColdStart;
using IncidentResponder.Benchmarks.Intake;
using IncidentResponder.Benchmarks.Respond;

// dotnet run -c Release --project test/IncidentResponder.Benchmarks -- coldstart | intake | respond [incidents] | ask [questions]
switch (args)
{
    case ["coldstart", ..]:
        return await ColdStartBenchmark.RunAsync();
    case ["intake", ..]:
        return await IntakeBenchmark.RunAsync();
    case ["respond", .. var rest]:
        return await RespondBenchmark.RunAsync(rest is [var count, ..] ? int.Parse(count) : 100);
    case ["ask", .. var rest]:
        return await AskBenchmark.RunAsync(rest is [var asked, ..] ? int.Parse(asked) : 20);
    default:
        Console.Error.WriteLine("Say which benchmark: 'coldstart' (fresh processes against Python), 'intake' (what a finding costs before anything is done, against Python) or 'respond' (incidents on the local cloud, 100 or as many as you say) or 'ask' (how long people wait for a question and for its answer to be seen).");
        return 2;
}
