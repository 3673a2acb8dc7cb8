using System.Diagnostics;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions.Reading;

/// <summary>The files that git tracks, with forward slashes. Without git, those on disk less what .gitignore names.</summary>
internal static class Tree
{
    private static readonly string[] Ignored = ["artifacts", "bin", "obj", ".vs", "node_modules", "TestResults", ".aws-sam", "__pycache__", ".git"];

    public static IReadOnlyList<string> Files { get; } = FromGit() ?? FromDisk();

    /// <summary>The tracked files that are text, with what they say.</summary>
    public static IEnumerable<(string Path, string Text)> Texts =>
        Files.Where(file => !file.EndsWith(".png", StringComparison.Ordinal)).Select(file => (file, Read(file)));

    /// <summary>The C# files under a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (file, Read(file)));

    public static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    private static IReadOnlyList<string>? FromGit()
    {
        if (!Path.Exists(Repository.PathOf(".git")))
            return null;

        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var names = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode != 0
            ? throw new InvalidOperationException($"git ls-files ended with {git.ExitCode} in {Repository.Root}: is it a whole clone?")
            : [.. names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Repository.PathOf(file)))];
    }

    private static IReadOnlyList<string> FromDisk() =>
        [.. Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(Ignored).Any())];
}
