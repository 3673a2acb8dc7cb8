using IncidentResponder.LocalCloud.Lambda;

namespace IncidentResponder.Benchmarks.ColdStart;

/// <summary>Fresh processes of the product and of a Python handler, interleaved; medians and their ratio.</summary>
internal static class ColdStartBenchmark
{
    private const int Rounds = 21;

    /// <summary>Runs it and prints the table.</summary>
    public static async Task<int> RunAsync()
    {
        var bootstrap = await new BootstrapLocator(BootstrapLocator.FindRepository(), Console.WriteLine).FindAsync(default);
        var script = Path.Combine(AppContext.BaseDirectory, "ColdStart", "python_handler.py");
        Contender[] contenders = [new("bootstrap", bootstrap), new("python + boto3", "python3", script)];
        var samples = contenders.ToDictionary(c => c, _ => new List<ColdStartSample>());

        foreach (var warm in contenders)
            await warm.MeasureAsync();
        for (var round = 0; round < Rounds; round++)
            foreach (var contender in contenders)
                samples[contender].Add(await contender.MeasureAsync());

        Console.WriteLine($"{"",-16} {"to next, ms",12} {"to response, ms",16} {"RSS, MiB",10}   (medians of {Rounds} fresh processes, interleaved)");
        foreach (var contender in contenders)
            Console.WriteLine($"{contender.Name,-16} {Of(contender, s => s.ToNext),12:0.0} {Of(contender, s => s.ToResponse),16:0.0} {Of(contender, s => s.ResidentMiB),10:0.0}");
        Console.WriteLine(
            $"{"ratio",-16} {Ratio(s => s.ToNext),12:0.000} {Ratio(s => s.ToResponse),16:0.000} {Ratio(s => s.ResidentMiB),10:0.000}   (aim: response ≤ 0.03, RSS ≤ 0.25)");
        return 0;

        double Of(Contender contender, Func<ColdStartSample, double> value) => Median([.. samples[contender].Select(value)]);
        double Ratio(Func<ColdStartSample, double> value) => Of(contenders[0], value) / Of(contenders[1], value);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
