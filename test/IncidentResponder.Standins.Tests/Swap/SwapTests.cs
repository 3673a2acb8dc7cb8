using System.Text.Json;

namespace IncidentResponder.Standins.Tests.Swap;

/// <summary>Which packages come from the feed and which from build/standins, as Swap.targets decides for this project.</summary>
public sealed class SwapTests
{
    private const string Hub = "AWSSDK.SecurityHub";
    private const string Sns = "AWSSDK.SimpleNotificationService";
    private const string Core = "Amazon.Lambda.Core";
    private const string Sqs = "AWSSDK.SQS";

    [Fact]
    public async Task Default_PackageWithAStandin_IsSwappedAndTheRestComeFromTheFeed()
    {
        var (packages, standins) = await ReferencesAsync();

        standins.ShouldBeSubsetOf(Directory.GetDirectories(Testing.Repository.PathOf("build", "standins"), "A*").Select(Path.GetFileName));
        standins.ShouldContain(Hub);
        standins.ShouldContain(Core);
        packages.ShouldNotContain(Hub);
        packages.ShouldNotContain(Core);
        packages.ShouldContain(Sqs);
    }

    [Fact]
    public async Task Official_AllPackages_ComeFromTheFeed()
    {
        var (packages, standins) = await ReferencesAsync(("AwsPackages", "official"));

        standins.ShouldBeEmpty();
        new[] { Hub, Sns, Core, Sqs }.ShouldBeSubsetOf(packages);
    }

    [Fact]
    public async Task OfficialPackages_Listed_ComeFromTheFeedEvenSo()
    {
        var before = await ReferencesAsync();

        var (packages, standins) = await ReferencesAsync(("AwsOfficialPackages", $"{Hub};{Core}"));

        before.Standins.Except(standins).ShouldBe([Hub, Core], ignoreOrder: true);
        packages.Except(before.Packages).ShouldBe([Hub, Core], ignoreOrder: true);
    }

    [Fact]
    public async Task AwsPackages_Misspelt_StopsTheRestoreAndNamesWhatIsAllowed()
    {
        var refused = await MsBuild.AskAsync("-target:CollectPackageReferences", ("AwsPackages", "offical"));

        refused.ExitCode.ShouldNotBe(0);
        refused.Output.ShouldContain("AWSSTANDIN002: AwsPackages is 'offical': set it to 'standin' (the default) or to 'official'.");
    }

    private static async Task<(List<string> Packages, List<string> Standins)> ReferencesAsync(params (string Name, string Value)[] environment)
    {
        var evaluated = await MsBuild.AskAsync("-getItem:PackageReference,ProjectReference", environment);
        evaluated.ExitCode.ShouldBe(0, evaluated.Output);
        using var json = JsonDocument.Parse(evaluated.Output);
        var items = json.RootElement.GetProperty("Items");
        var standins = Identities(items.GetProperty("ProjectReference")).Select(path => Path.GetFileNameWithoutExtension(path)!);
        return (Identities(items.GetProperty("PackageReference")).ToList(), standins.Where(name => name.StartsWith('A')).ToList());
    }

    private static IEnumerable<string> Identities(JsonElement items) =>
        items.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).ToList();
}
