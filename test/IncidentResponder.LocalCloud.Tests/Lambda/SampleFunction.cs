using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Lambda;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.Lambda;

/// <summary>Functions that run the sample executable beside this file.</summary>
internal static class SampleFunction
{
    public static FunctionSurroundings Around(string folder, LocalClock clock, Callers callers, Uri front)
    {
        string bootstrap = Path.Combine(folder, "bootstrap");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Lambda", "sample_function.py"), bootstrap, overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(bootstrap, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new FunctionSurroundings(bootstrap, folder, "eu-west-1", clock, callers, () => front);
    }

    public static FunctionSpec Named(string name, string handler = "Echo", double seconds = 20, int most = 4) => new(
        name, $"arn:aws:lambda:eu-west-1:111122223333:function:{name}", handler, TimeSpan.FromSeconds(seconds), 256, most,
        new Dictionary<string, string> { ["INCIDENT_TABLE"] = "table" });
}
