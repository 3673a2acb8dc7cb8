using System.Text.Json.Nodes;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Parse;

public sealed class ParseEventsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public void Parse_FindingAsJson_GivesItOnOneLine()
    {
        Run(Sample("guardduty-cryptocurrency-ec2"), "--json").ShouldBe(0);

        var line = Lines().Single();
        line["file"]!.GetValue<string>().ShouldBe(Sample("guardduty-cryptocurrency-ec2"));
        line["outcome"]!.GetValue<string>().ShouldBe("finding");
        line["reason"].ShouldBeNull();
        var finding = line["findings"]!.AsArray().Single()!;
        finding["type"]!.GetValue<string>().ShouldBe("CryptoCurrency:EC2/BitcoinTool.B");
        finding["firstSeen"].ShouldNotBeNull();
        finding["resources"]![0]!["type"]!.GetValue<string>().ShouldBe("AwsEc2Instance");
    }

    [Fact]
    public void Parse_EventThatAsksForNothing_SaysWhy()
    {
        Run(Sample("guardduty-sample"), "--json").ShouldBe(0);

        Lines().Single()["outcome"]!.GetValue<string>().ShouldBe("ignored");
        Lines().Single()["reason"]!.GetValue<string>().ShouldContain("sample");
    }

    [Fact]
    public void Parse_UnreadableEvent_NamesThePathAndFails()
    {
        Run(Sample("malformed-no-detail"), Sample("guardduty-cryptocurrency-ec2"), "--json").ShouldBe(1);

        Lines().Select(line => line["outcome"]!.GetValue<string>()).ShouldBe(["error", "finding"]);
        Lines()[0]["reason"]!.GetValue<string>().ShouldStartWith("$.detail: ");
        Lines()[0]["findings"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Parse_Folder_ReadsEveryEventInIt()
    {
        var folder = Repository.PathOf("test", "events");

        Run(folder, "--json").ShouldBe(1);

        Lines().Count.ShouldBe(Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Parse_WithoutJson_ShowsARowAResult()
    {
        Run(Sample("securityhub-custom-action"), Sample("guardduty-sample")).ShouldBe(0);

        _output.ToString().ShouldContain("CryptoCurrency:EC2/BitcoinTool.B");
        _output.ToString().ShouldContain("UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom");
        _output.ToString().ShouldContain("2 files: 1 finding, 1 ignored.");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("")]
    public void Parse_NoSuchPath_NamesIt(string option)
    {
        var path = Path.Combine(_folder, "none.json");

        Run(option.Length > 0 ? [Sample("guardduty-sample"), path, option] : [path]).ShouldBe(2);
        _errors.ToString().ShouldContain($"'{path}' is no file and no folder");
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Parse_EmptyFolder_SaysSo()
    {
        Run(_folder).ShouldBe(2);

        _errors.ToString().ShouldContain(_folder);
    }

    [Fact]
    public void Parse_TextOfAnAttacker_StaysHarmless()
    {
        var file = Path.Combine(_folder, "x.json");
        File.WriteAllText(file, Events.Text("guardduty-cryptocurrency-ec2").Replace("CryptoCurrency:EC2/BitcoinTool.B", "A:EC2/[red]\\u001b[31m\\u202eB", StringComparison.Ordinal));

        Run(file).ShouldBe(0);

        _output.ToString().ShouldNotContain('\u001b');
        _output.ToString().ShouldContain("A:EC2/[red]");
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _output.Dispose();
        _errors.Dispose();
    }

    private static string Sample(string name) => Repository.PathOf("test", "events", name + ".json");

    private List<JsonNode> Lines() =>
        [.. _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    private int Run(params string[] arguments) => CommandLine.Create(_output, _errors, TimeProvider.System).Parse(["parse", .. arguments]).Invoke();
}
