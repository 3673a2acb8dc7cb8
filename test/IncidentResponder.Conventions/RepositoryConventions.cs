using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;

namespace IncidentResponder.Conventions;

/// <summary>The root is a table of contents, and nothing in the tree belongs to one machine or one feed.</summary>
public sealed partial class RepositoryConventions
{
    private static readonly string[] RootEntries =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "CONTRIBUTING.md", "Directory.Build.props", "Directory.Build.targets",
        "Directory.Packages.props", "IncidentResponder.sln", "LICENSE", "Makefile", "README.md", "build", "docs", "global.json",
        "samconfig.toml", "src", "template.yaml", "test",
    ];

    private static readonly string[] SourceProjects = ["Aws", "Channels", "Cli", "Core", "Functions", "LocalCloud", "Remediations"];

    // Written in two parts, so that this file does not hold what it looks for.
    private static readonly string[] ForbiddenText =
    [
        "/work" + "/", "/root" + "/", "/home" + "/", "/tmp/bash" + "_jobs", "registry.npmjs" + ".org", "api.nuget" + ".org", "files.pythonhosted" + ".org",
        "pypi" + ".org", "artifact" + "ory", "code" + "artifact",
    ];

    private static readonly string[] ForbiddenFiles = ["nuget.config", ".gitmodules", "package-lock.json.orig"];

    [Fact]
    public void Root_Entries_AreTheListed() =>
        Tree.Files.Select(file => file.Split('/')[0]).Distinct().Except(RootEntries).ShouldBeEmpty();

    [Fact]
    public void Src_Entries_AreTheProjectsTheStateMachinesThePolicyAndTheMemberRoles() =>
        Tree.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal)).Select(file => file.Split('/')[1]).Distinct()
            .Except(SourceProjects.Select(project => "IncidentResponder." + project).Concat(["statemachine", "policy", "member-account.yaml"])).ShouldBeEmpty();

    [Fact]
    public void Texts_None_NamesAMachinesPathOrAFeed() =>
        Tree.Texts.SelectMany(file => ForbiddenText.Where(text => file.Text.Contains(text, text[0] == '/' ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)).Select(text => $"{file.Path}: {text}"))
            .ShouldBeEmpty();

    [Fact]
    public void Files_None_IsForbidden() =>
        Tree.Files.Where(file => ForbiddenFiles.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase)).ShouldBeEmpty();

    [Fact]
    public void Projects_Each_HasALockFile() =>
        Tree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .Where(file => !Tree.Files.Contains(Path.GetDirectoryName(file)!.Replace('\\', '/') + "/packages.lock.json")).ShouldBeEmpty();

    [Fact]
    public void Documents_EachRelativeLink_LeadsSomewhere() =>
        Tree.Texts.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(file.Text).Select(match => (From: file.Path, To: match.Groups[1].Value.Split('#')[0])))
            .Where(link => link.To.Length > 0 && !Path.Exists(IncidentResponder.Testing.Repository.PathOf(Path.GetDirectoryName(link.From)!, link.To)))
            .Select(link => $"{link.From}: {link.To}").ShouldBeEmpty();

    [Fact]
    public void Readme_NamesTheTwoCommands()
    {
        var readme = Tree.Read("README.md");

        readme.ShouldContain("dotnet run --project src/IncidentResponder.LocalCloud\n");
        readme.ShouldContain("\ndotnet test");
    }

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)\s]+)\)")]
    private static partial Regex Link();
}
