using System.Text.Json.Nodes;
using IncidentResponder.Cli.Report;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IncidentResponder.Cli.Tests.Report;

public sealed class ReportPeriodTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly FakeTimeProvider _clock = new(Some.Moment.AddDays(2));

    [Fact]
    public async Task Report_DaysWithAnIncident_HasItsTimesAndRates()
    {
        (await RunAsync("2026-01-13", null)).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldStartWith("# Response times, 2026-01-13 to 2026-01-16\n");
        _output.ToString().ShouldContain("| received → verified contained (MTTC) | 1 | 3 minutes 25 seconds | 3 minutes 25 seconds |");
        _output.ToString().ShouldContain("- **Questions approved:** 1 (100 %)");
        _output.ToString().ShouldContain("## Severity High");
    }

    [Fact]
    public async Task Report_DaysWithoutOne_SaysThatThereIsNothingToCount()
    {
        (await RunAsync("2026-01-15", "2026-01-16")).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldContain("- **Incidents:** 0");
        _output.ToString().ShouldContain("none to count");
    }

    [Fact]
    public async Task Report_AsJson_CanBeReadBack()
    {
        (await RunAsync("2026-01-14", "2026-01-14", ReportFormat.Json)).ShouldBe(0, _errors.ToString());

        var all = JsonNode.Parse(_output.ToString())!["groups"]![0]!;
        all["spans"]!["TimeToContain"]!["p90"]!.GetValue<long>().ShouldBe(205_000);
        all["undoRate"]!.GetValue<double>().ShouldBe(0);
    }

    [Fact]
    public async Task Report_AsCsv_HasALineAGroupAndSpan()
    {
        (await RunAsync("2026-01-14", "2026-01-14", ReportFormat.Csv)).ShouldBe(0, _errors.ToString());

        _output.ToString().Split("\r\n")[1..3].ShouldBe(["all,TimeToQuestion,1,960,960", "all,TimeToNotify,1,20,20"]);
    }

    [Theory]
    [InlineData("14.1.2026", null, ReportFormat.Md, "'14.1.2026' is no day; write it as 2026-01-14.")]
    [InlineData("2026-01-14", "soon", ReportFormat.Md, "'soon' is no day; write it as 2026-01-14.")]
    [InlineData("2026-01-14", "2026-01-13", ReportFormat.Md, "From 2026-01-14 to 2026-01-13 are no 1 to 366 days")]
    [InlineData("2020-01-14", "2026-01-13", ReportFormat.Md, "are no 1 to 366 days")]
    [InlineData("2026-01-14", null, ReportFormat.Ocsf, "OCSF has no form for response times")]
    public async Task Report_DaysOrFormatThatCantBe_IsSaid(string since, string? until, ReportFormat format, string why)
    {
        (await RunAsync(since, until, format)).ShouldBe(2);

        _errors.ToString().ShouldContain(why);
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private async Task<int> RunAsync(string since, string? until, ReportFormat format = ReportFormat.Md)
    {
        var scene = await RichIncident.SceneAsync();
        Deployment deployment = new(scene.Records, scene.Workflow, "arn:aws:iam::111122223333:user/kim", (_, _, _) => Task.FromResult(true));
        return await new ReportPeriod(_output, _errors, _clock, (_, _) => Task.FromResult<Deployment?>(deployment))
            .RunAsync(since, until, "incident-responder", format, null, default);
    }
}
