using System.Diagnostics;
using IncidentResponder.Testing;

namespace IncidentResponder.Standins.Tests.Swap;

/// <summary>What MSBuild says of this project, neither restored nor built.</summary>
internal sealed record MsBuild(int ExitCode, string Output)
{
    private static readonly string Project = Repository.PathOf(
        "test", "IncidentResponder.Standins.Tests", "IncidentResponder.Standins.Tests.csproj");

    internal static async Task<MsBuild> AskAsync(string question, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["msbuild", Project, "-nologo", "-nodeReuse:false", question])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(ChangesTheAnswer).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var msbuild = Process.Start(start)!;
        var output = await msbuild.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await msbuild.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(msbuild.ExitCode, output);
    }

    /// <summary>The tests may run inside a build, which hands its own MSBuild and properties on.</summary>
    private static bool ChangesTheAnswer(string variable) =>
        variable.StartsWith("Aws", StringComparison.Ordinal) || variable.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase);
}
