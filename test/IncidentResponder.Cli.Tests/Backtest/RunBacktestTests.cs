using System.Text.Json.Nodes;
using IncidentResponder.Cli.Backtest;
using IncidentResponder.Testing;
using Spectre.Console;

namespace IncidentResponder.Cli.Tests.Backtest;

public sealed class RunBacktestTests : IDisposable
{
    private static readonly string Events = Repository.PathOf("test", "events");

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly StringWriter _terminal = new();
    private readonly string _policy = Path.GetTempFileName();

    [Fact]
    public void Backtest_Folder_CountsEveryFindingOnce()
    {
        Run(Events, "--json").ShouldBe(0);

        var report = JsonNode.Parse(_output.ToString())!;
        var findings = report["findings"]!.AsArray();
        findings.Count.ShouldBeGreaterThan(5);
        report["byMode"]!.AsObject().Sum(mode => mode.Value!.GetValue<int>()).ShouldBe(findings.Count);
        report["files"]!.GetValue<int>().ShouldBe(Directory.EnumerateFiles(Events, "*.json*", SearchOption.AllDirectories).Count());
        report["differences"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Backtest_AgainstAPolicyThatOnlyTells_ListsWhatDiffers()
    {
        File.WriteAllText(_policy, """{"version": 1, "rules": []}""");

        Run(Path.Combine(Events, "guardduty-cryptocurrency-ec2.json"), "--against", _policy).ShouldBe(0);

        _output.ToString().ShouldContain("1 findings are decided otherwise by the other policy");
        _output.ToString().ShouldContain("AskFirst by 'mining' → NotifyOnly by 'default'");
    }

    [Fact]
    public void Backtest_Csv_IsALineAFindingAndNoFormula()
    {
        var folder = Directory.CreateTempSubdirectory("events");
        try
        {
            var text = File.ReadAllText(Path.Combine(Events, "guardduty-cryptocurrency-ec2.json"));
            File.WriteAllText(Path.Combine(folder.FullName, "one.json"), text.Replace("CryptoCurrency:EC2/BitcoinTool.B", "=cmd|' /C calc'!A0", StringComparison.Ordinal));

            Run(folder.FullName, "--csv").ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var lines = _output.ToString().Trim().Split(Environment.NewLine);
        lines.Length.ShouldBe(2);
        lines[1].ShouldContain(",'=cmd|' /C calc'!A0,");
    }

    [Fact]
    public void Backtest_PathThatIsNone_SaysSo()
    {
        Run("no-such-folder").ShouldBe(2);

        _errors.ToString().ShouldContain("'no-such-folder' is no file and no folder");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--json", false)]
    [InlineData("--csv", false)]
    public void Backtest_LongRunOnATerminal_ShowsABarUnlessAProgramReads(string form, bool shown)
    {
        var events = Enumerable.Repeat(Path.Combine(Events, "guardduty-sample.json"), BacktestProgress.LongRun).ToArray();
        Run([.. events, .. form.Length > 0 ? [form] : Array.Empty<string>()]).ShouldBe(0);
        _terminal.ToString().Contains($"{BacktestProgress.LongRun} events", StringComparison.Ordinal).ShouldBe(shown);
        _output.ToString().ShouldNotContain($"{BacktestProgress.LongRun} events");
    }

    [Fact]
    public void Backtest_ShortRunOnATerminal_ShowsNone()
    {
        Run(Events).ShouldBe(0);
        _terminal.ToString().ShouldBeEmpty();
    }

    public void Dispose() => File.Delete(_policy);

    private int Run(params string[] arguments) =>
        CommandLine.Create(_output, _errors, TimeProvider.System, Terminal(_terminal)).Parse(["backtest", .. arguments]).Invoke();

    private static IAnsiConsole Terminal(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = 120;
        return console;
    }
}
