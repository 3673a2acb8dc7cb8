using Amazon.DynamoDBv2;
using Amazon.Runtime;
using IncidentResponder.Aws.Records;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Cli.Report;
using IncidentResponder.Core;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Report;

/// <summary>From a deployed table, by the operator's own credentials, at a DynamoDB of somebody else's make.</summary>
public sealed class ReportFromTableTests : IAsyncLifetime
{
    private const string Table = "incident-responder-IncidentTable-1A2B";
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private MotoProcess _moto = null!;
    private OperatorAccount _account = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoProcess.StartAsync(Console.Error.WriteLine, Cancel);
        _account = new(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "example"), Some.Region, _moto.Endpoint.ToString());
        using var client = _account.DynamoDb();
        await client.CreateTableAsync(
            new()
            {
                TableName = Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new() { AttributeName = "pk", AttributeType = ScalarAttributeType.S }, new() { AttributeName = "sk", AttributeType = ScalarAttributeType.S }],
                KeySchema = [new() { AttributeName = "pk", KeyType = KeyType.HASH }, new() { AttributeName = "sk", KeyType = KeyType.RANGE }],
            },
            Cancel);
        DynamoIncidentRecords records = new(client, Table);
        await records.OpenAsync(Some.Incident(), Cancel);
        await records.AppendAsync(Some.Incident().Id, Some.Moment.AddMinutes(5), Stage.Triage, "Opened", "responder", "Opened.", Cancel);
        await records.AppendAsync(Some.Incident().Id, Some.Moment.AddMinutes(6), Stage.Notify, "Message", "responder", "Opened was sent to all: x", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _moto.DisposeAsync();
        await _output.DisposeAsync();
        await _errors.DisposeAsync();
    }

    [Fact]
    public async Task Report_IncidentAndDays_AreReadFromTheTable()
    {
        (await new ReportIncident(_output, _errors, FindAsync).RunAsync(Some.Incident().Id.Value, "incident-responder", ReportFormat.Md, null, Cancel)).ShouldBe(0, _errors.ToString());
        (await new ReportPeriod(_output, _errors, TimeProvider.System, FindAsync).RunAsync("2026-01-14", "2026-01-14", "incident-responder", ReportFormat.Csv, null, Cancel)).ShouldBe(0, _errors.ToString());

        _output.ToString().ShouldContain("The chain holds: 2 entries.");
        _output.ToString().ShouldContain("all,TimeToNotify,1,60,60");
    }

    [Fact]
    public async Task Report_StackWithoutATable_SaysHowToNameIt()
    {
        (await new ReportIncident(_output, _errors, FindAsync).RunAsync("INC-1", "elsewhere", ReportFormat.Md, null, Cancel)).ShouldBe(2);

        _errors.ToString().ShouldContain("There is no stack 'elsewhere'");
    }

    private Task<Deployment?> FindAsync(string stack, CancellationToken cancel) => Deployment.FindAsync(_account, stack, cancel);
}
