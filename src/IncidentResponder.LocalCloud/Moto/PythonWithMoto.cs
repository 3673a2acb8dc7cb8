using System.ComponentModel;
using System.Diagnostics;

namespace IncidentResponder.LocalCloud.Moto;

/// <summary>
/// Finds a Python that has moto's server: the one named in INCIDENT_RESPONDER_PYTHON, the one on the path,
/// or a private environment in the user's cache folder, which it makes when there is none yet.
/// </summary>
/// <param name="say">Told when something is installed.</param>
public sealed class PythonWithMoto(Action<string> say)
{
    private const string ChosenPython = "INCIDENT_RESPONDER_PYTHON";
    private static readonly string Package = $"moto[server]=={MotoProcess.ExpectedVersion}";
    private static readonly string ByHand =
        $"Install Python 3.10 or newer, then: python3 -m pip install '{Package}'. A Python of your choice is taken from {ChosenPython}.";

    /// <summary>Finds it, installing moto into a private environment when pip can.</summary>
    /// <exception cref="MotoMissingException">None is to be had; the message says what to install.</exception>
    public async Task<string> FindAsync(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(ChosenPython) is { Length: > 0 } chosen)
            return await HasMotoAsync(chosen, cancel)
                ? chosen
                : throw new MotoMissingException($"{ChosenPython} names {chosen}, which can't import moto's server. {ByHand}");

        string[] onPath = ["python3", "python"];
        foreach (string python in onPath)
        {
            if (await HasMotoAsync(python, cancel))
                return python;
        }

        string own = Path.Combine(PrivateFolder(), "bin", "python3");
        if (File.Exists(own) && await HasMotoAsync(own, cancel))
            return own;
        return await InstallAsync(own, cancel);
    }

    private async Task<string> InstallAsync(string own, CancellationToken cancel)
    {
        say($"moto is not installed; installing it into {PrivateFolder()} (once, about a minute).");
        (int made, string venvSaid) = await RunAsync("python3", ["-m", "venv", PrivateFolder()], cancel);
        if (made != 0)
            throw new MotoMissingException($"No private Python environment could be made: {Shorten(venvSaid)} {ByHand}");
        (int installed, string pipSaid) = await RunAsync(own, ["-m", "pip", "install", "--quiet", Package], cancel);
        if (installed != 0 || !await HasMotoAsync(own, cancel))
            throw new MotoMissingException($"pip could not install {Package}: {Shorten(pipSaid)} {ByHand}");
        return own;
    }

    // Finding the modules takes 20 ms; importing them would take a second and happens anyway when moto starts.
    private static async Task<bool> HasMotoAsync(string python, CancellationToken cancel)
    {
        const string probe = "import importlib.util as u, sys; sys.exit(not all(u.find_spec(m) for m in ('moto', 'flask', 'werkzeug')))";
        return (await RunAsync(python, ["-c", probe], cancel)).Exit == 0;
    }

    private static async Task<(int Exit, string Said)> RunAsync(string file, string[] arguments, CancellationToken cancel)
    {
        try
        {
            var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> said = process.StandardError.ReadToEndAsync(cancel);
            await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await said);
        }
        catch (Win32Exception missing)
        {
            return (127, $"{file}: {missing.Message}.");
        }
    }

    private static string PrivateFolder() => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "incident-responder",
        "moto");

    private static string Shorten(string said) => said.Trim() is { Length: > 400 } text ? text[^400..] : said.Trim();
}
