using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>CONTRIBUTING.md's guide, followed to the letter in a copy of the repository.</summary>
public sealed partial class GuideTests : IDisposable
{
    private const string Catalogue = "src/IncidentResponder.Remediations/RemediationCatalog.cs";

    private static readonly string[] NotCopied = ["artifacts", ".git", "docs"];

    private readonly string _copy = Directory.CreateTempSubdirectory("guide-").FullName;

    [Fact]
    public async Task Guide_Followed_BuildsListsAndProvesTheRemediation()
    {
        Copy(Repository.PathOf(), _copy);
        var blocks = Block().Matches(await File.ReadAllTextAsync(Repository.PathOf("CONTRIBUTING.md"), TestContext.Current.CancellationToken));
        blocks.Count.ShouldBe(3, "one new file, its test, and one line of the catalogue");
        foreach (Match block in blocks)
            await FollowAsync(block.Groups["path"].Value, block.Groups["text"].Value);

        await DotnetAsync("build", "test/IncidentResponder.Remediations.Tests", "-p:RunAnalyzers=false");
        await DotnetAsync("build", "src/IncidentResponder.Cli", "-p:RunAnalyzers=false");

        var listed = JsonNode.Parse(await DotnetAsync("artifacts/bin/IncidentResponder.Cli/debug/ir.dll", "remediations", "--json"))!.AsArray();
        listed.ShouldContain(one => one!["id"]!.GetValue<string>() == "Ec2/LimitMetadataHops");
        (await DotnetAsync("artifacts/bin/IncidentResponder.Remediations.Tests/debug/IncidentResponder.Remediations.Tests.dll", "-class", "*LimitMetadataHopsTests"))
            .ShouldMatch("Total: 1[0-9], Errors: 0, Failed: 0, Skipped: 0");
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    private async Task FollowAsync(string path, string text)
    {
        var file = Path.Combine(_copy, path);
        if (path == Catalogue)
        {
            const string Block = "        // EC2\n";
            text.TrimEnd().Split('\n').Length.ShouldBe(1);
            text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace(Block, Block + text, StringComparison.Ordinal);
        }
        else
        {
            File.Exists(file).ShouldBeFalse($"{path} is there already; give the guide another example.");
        }

        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
    }

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _copy, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{await output}{await errors}");
        return await output;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(one => !NotCopied.Contains(Path.GetFileName(one)) && !IsOtherTests(one)))
            Copy(folder, Directory.CreateDirectory(Path.Combine(to, Path.GetFileName(folder))).FullName);
    }

    // What the new test stands on is needed, the tests of the other services are not.
    private static bool IsOtherTests(string folder) =>
        Path.GetFileName(Path.GetDirectoryName(folder)) == "IncidentResponder.Remediations.Tests" && Path.GetFileName(folder) is not ("Cloud" or "Contract" or "Ec2");

    [GeneratedRegex("^```csharp (?<path>\\S+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
