using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>
/// Finds the executable that the functions run, building it when it is older than its sources:
/// the Native AOT one that ships, or the JIT build where the native toolchain is missing.
/// </summary>
/// <param name="repository">The repository's root.</param>
/// <param name="say">Told what is built, and what is used in its place.</param>
public sealed class BootstrapLocator(string repository, Action<string> say)
{
    private const string Project = "src/IncidentResponder.Functions";
    private static readonly string[] Sources =
        [Project, "src/IncidentResponder.Core", "src/IncidentResponder.Aws", "src/IncidentResponder.Remediations", "src/policy", "build"];

    private static readonly string[] Kinds = [".cs", ".csproj", ".json", ".props", ".targets"];

    private string Published => Path.Combine(
        repository, "artifacts", "publish", "IncidentResponder.Functions", $"release_{RuntimeInformation.RuntimeIdentifier}", "bootstrap");

    private string Jit => Path.Combine(repository, "artifacts", "bin", "IncidentResponder.Functions", "release", "bootstrap");

    /// <summary>The repository that this assembly was built in: the nearest folder above it with the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">It lies outside; name the template and the executable in the options.</exception>
    public static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IncidentResponder.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            $"No IncidentResponder.sln lies above {AppContext.BaseDirectory}; run from a clone, or name TemplatePath and BootstrapPath.");
    }

    /// <summary>Finds or builds it.</summary>
    /// <exception cref="InvalidOperationException">Neither build works; the message holds what the compiler said.</exception>
    public async Task<string> FindAsync(CancellationToken cancel)
    {
        // Several test runs may look at once; one builds and the others wait for it.
        await using FileStream one = await LockAsync(cancel);
        DateTime newest = NewestSource();
        if (IsCurrent(Published, newest))
            return Published;
        if (IsCurrent(Jit, newest) && IsCurrent(JitMark, newest))
            return Jit;
        return await PublishAsync(cancel) ?? await BuildAsync(cancel);
    }

    // Says that the native build was tried with these sources and failed, so that it isn't tried at each start.
    private string JitMark => Path.Combine(repository, "artifacts", "bootstrap.jit");

    private async Task<string?> PublishAsync(CancellationToken cancel)
    {
        say($"Compiling the functions to native code (dotnet publish {Project} -c Release); this takes a minute, once.");
        (int exit, string _) = await DotnetAsync(
            ["publish", Project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-v", "q", "-nologo", "-clp:ErrorsOnly"], cancel);
        if (exit != 0 || !File.Exists(Published))
            return null;
        File.SetLastWriteTimeUtc(Published, TimeProvider.System.GetUtcNow().UtcDateTime);
        return Published;
    }

    private async Task<string> BuildAsync(CancellationToken cancel)
    {
        say("The native compiler is missing (it needs clang and zlib's headers): the functions run on the JIT, slower to start but the same code.");
        (int exit, string said) = await DotnetAsync(["build", Project, "-c", "Release", "-v", "q", "-nologo", "-clp:ErrorsOnly"], cancel);
        if (exit != 0 || !File.Exists(Jit))
            throw new InvalidOperationException($"dotnet build {Project} failed: {said.Trim()}");
        File.SetLastWriteTimeUtc(Jit, TimeProvider.System.GetUtcNow().UtcDateTime);
        await File.WriteAllTextAsync(JitMark, "", cancel);
        return Jit;
    }

    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(repository, "artifacts"));
        string path = Path.Combine(repository, "artifacts", "bootstrap.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
            }
        }
    }

    private DateTime NewestSource() => Sources
        .Select(folder => new DirectoryInfo(Path.Combine(repository, folder)))
        .Where(folder => folder.Exists)
        .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
        .Where(file => Kinds.Contains(file.Extension) && !file.Name.EndsWith(".lock.json", StringComparison.Ordinal))
        .Select(file => file.LastWriteTimeUtc)
        .DefaultIfEmpty()
        .Max();

    private static bool IsCurrent(string file, DateTime newest) => File.Exists(file) && File.GetLastWriteTimeUtc(file) >= newest;

    private async Task<(int Exit, string Said)> DotnetAsync(string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = repository, RedirectStandardOutput = true, RedirectStandardError = true };
        // dotnet run and dotnet test set these for themselves; a build inside them must not take them over.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start; is the .NET 10 SDK on the path?");
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        string said = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, said + await errors);
    }
}
