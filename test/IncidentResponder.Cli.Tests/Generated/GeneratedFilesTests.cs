using IncidentResponder.Cli.Generated;
using IncidentResponder.Cli.Input;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Generated;

public sealed class GeneratedFilesTests
{
    [Fact]
    public void Files_InTheRepository_AreWhatTheCatalogueWrites()
    {
        foreach (var (path, text) in GeneratedFiles.Of(OfflineCatalogue.All, OfflineCatalogue.Collectors, File.ReadAllText(Repository.PathOf("README.md"))))
        {
            var file = Repository.PathOf(path);
            File.Exists(file).ShouldBeTrue($"{path} is missing; run `ir remediations --write .`.");
            File.ReadAllText(file).ShouldBe(text, $"{path} is stale; run `ir remediations --write .`.");
        }
    }

    [Fact]
    public void Pages_InTheRepository_AreOfRemediationsThatExist()
    {
        var written = GeneratedFiles.Of(OfflineCatalogue.All, OfflineCatalogue.Collectors, File.ReadAllText(Repository.PathOf("README.md"))).Keys.Select(Path.GetFileName);

        Directory.EnumerateFiles(Repository.PathOf("docs/remediations")).Select(Path.GetFileName).ShouldBeSubsetOf(written);
    }

    [Fact]
    public void Of_ReadmeWithoutAPlaceForTheTable_SaysWhatToAdd() =>
        Should.Throw<FormatException>(() => GeneratedFiles.Of(OfflineCatalogue.All, OfflineCatalogue.Collectors, "# A readme")).Message.ShouldContain("<!-- remediations -->");
}
