namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Seeds for generated tests: a new one each run, printed, or the one in CSCHECK_SEED to repeat a run.</summary>
public static class Seeds
{
    public static string Next()
    {
        var seed = Environment.GetEnvironmentVariable("CSCHECK_SEED") ?? CsCheck.PCG.ThreadPCG.ToString();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Console.WriteLine($"{TestContext.Current.Test?.TestDisplayName}: seed {seed}");
        return seed;
    }
}
