using System.Net;
using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using IncidentResponder.Aws.Approve;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Aws.Triage;
using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Approve;

public sealed class StepFunctionsTests
{
    private const string Machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:response";
    private readonly CannedAws _aws = new();

    [Theory]
    [InlineData("TaskTimedOut", HttpStatusCode.BadRequest, WorkflowReply.Over)]
    [InlineData("TaskDoesNotExist", HttpStatusCode.BadRequest, WorkflowReply.Over)]
    [InlineData("InternalServerError", HttpStatusCode.InternalServerError, WorkflowReply.Unreachable)]
    public async Task CompleteTask_Refused_IsAnAnswerByItsCode(string code, HttpStatusCode status, WorkflowReply reply)
    {
        _aws.On("SendTaskSuccess", $$"""{"__type":"{{code}}","message":"no"}""", status);
        using var client = Client();
        (await new StepFunctionsWorkflow(client, null).CompleteTaskAsync("token", "{}", default)).ShouldBe(reply);
    }

    [Fact]
    public async Task StartRollBack_Taken_IsNamedByIncidentAndNumber()
    {
        _aws.On("StartExecution", $$"""{"executionArn":"{{Machine}}:x","startDate":1768356451}""");
        using var client = Client();
        (await new StepFunctionsWorkflow(client, Machine).StartRollBackAsync(Some.Incident().Id, "alice@example.com", 2, step: 3, default)).ShouldBe(WorkflowReply.Taken);
        _aws.BodyOf("StartExecution")["name"]!.GetValue<string>().ShouldBe($"{Some.Incident().Id}-undo-2");
        JsonNode.Parse(_aws.BodyOf("StartExecution")["input"]!.GetValue<string>())!["step"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task StartLease_Taken_SaysWhenItEnds()
    {
        _aws.On("StartExecution", $$"""{"executionArn":"{{Machine}}:x","startDate":1768356451}""");
        using var client = Client();
        (await new StepFunctionsWorkflow(client, null, Machine).StartLeaseAsync(Some.Incident().Id, new(2, Some.Moment.AddHours(72)), default)).ShouldBe(WorkflowReply.Taken);
        _aws.BodyOf("StartExecution")["name"]!.GetValue<string>().ShouldBe($"{Some.Incident().Id}-lease-2");
        _aws.BodyOf("StartExecution")["input"]!.GetValue<string>().ShouldBe($$"""{"incidentId":"{{Some.Incident().Id}}","number":2,"until":"2026-01-17T02:07:31Z"}""");
    }

    [Fact]
    public async Task Start_ExecutionExists_IsFine()
    {
        _aws.On("StartExecution", """{"__type":"ExecutionAlreadyExists","message":"exists"}""", HttpStatusCode.BadRequest);
        using var client = Client();
        (await new StepFunctionsResponses(client, Machine).StartAsync(Some.Incident().Id, default)).ShouldBeFalse();
        _aws.BodyOf("StartExecution")["name"]!.GetValue<string>().ShouldBe(Some.Incident().Id.Value);
    }

    private AmazonStepFunctionsClient Client() => new(CannedAws.Credentials, _aws.On(new AmazonStepFunctionsConfig()));
}
