using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Cli.Report;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Report;

public sealed class ReportIncidentTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ir-report-").FullName;

    [Theory]
    [InlineData(ReportFormat.Md, "# Incident report INC-20260114-8c1f0a2b9d3e4f50\n")]
    [InlineData(ReportFormat.Html, "<!doctype html>")]
    [InlineData(ReportFormat.Json, "{\n  \"format\": \"incident-responder/record/1\"")]
    [InlineData(ReportFormat.Csv, "time_utc,incident,source,kind,actor,text,ledger_sequence,ledger_hash\r\n")]
    [InlineData(ReportFormat.Ocsf, "{\n  \"activity_id\": 3")]
    public async Task Report_EachFormat_IsWritten(ReportFormat format, string beginning)
    {
        (await RunAsync(format: format)).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldStartWith(beginning);
    }

    [Fact]
    public async Task Report_IntoAFile_IsThereAndSaid()
    {
        var file = Path.Combine(_folder, "report.json");

        (await RunAsync(format: ReportFormat.Json, file: file)).ShouldBe(0, _errors.ToString());

        JsonNode.Parse(await File.ReadAllTextAsync(file))!["closure"]!["outcome"]!.GetValue<string>().ShouldBe("Contained");
        _output.ToString().ShouldBe($"The report is in {file}.{Environment.NewLine}");
    }

    [Fact]
    public async Task Report_FileThatCantBeWritten_SaysSoAndExitsTwo()
    {
        (await RunAsync(file: Path.Combine(_folder, "no", "such", "folder.md"))).ShouldBe(2);

        _errors.ToString().ShouldContain("Name another file by --out.");
    }

    [Theory]
    [InlineData("what is this", "'what is this' is no incident id; copy it from the notice")]
    [InlineData("INC-20260114-0000000000000000", "Stack 'incident-responder' has no incident INC-20260114-0000000000000000; copy the id from the notice")]
    public async Task Report_NothingOfThatName_SaysTheNextStep(string incident, string why)
    {
        (await RunAsync(incident)).ShouldBe(2);

        _errors.ToString().ShouldContain(why);
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_NoSuchStack_SaysHowToNameIt()
    {
        (await new ReportIncident(_output, _errors, (_, _) => Task.FromResult<Deployment?>(null)).RunAsync("INC-1", "elsewhere", ReportFormat.Md, null, default)).ShouldBe(2);

        _errors.ToString().ShouldContain("There is no stack 'elsewhere'");
    }

    [Fact]
    public async Task Report_AwsRefuses_SaysWhatItTakes()
    {
        (await new ReportIncident(_output, _errors, (_, _) => throw new AmazonServiceException("denied")).RunAsync("INC-1", "one", ReportFormat.Md, null, default)).ShouldBe(2);

        _errors.ToString().ShouldContain("AWS refused or could not be reached: denied");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("report INC-20260114-8c1f0a2b9d3e4f50 --since 2026-01-14")]
    public void CommandLine_NeitherOrBothOfIncidentAndDay_IsRefused(string line) =>
        CommandLine.Create(_output, _errors, TimeProvider.System).Parse(line).Errors.Select(error => error.Message)
            .ShouldContain("Name an incident, or the first day by --since: one of the two.");

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<int> RunAsync(string? incident = null, ReportFormat format = ReportFormat.Md, string? file = null)
    {
        var scene = await RichIncident.SceneAsync();
        Deployment deployment = new(scene.Records, scene.Workflow, "arn:aws:iam::111122223333:user/kim", (_, _, _) => Task.FromResult(true));
        return await new ReportIncident(_output, _errors, (_, _) => Task.FromResult<Deployment?>(deployment))
            .RunAsync(incident ?? scene.Incident.Id.Value, "incident-responder", format, file, default);
    }
}
