using System.Net;
using Amazon.SecurityHub;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.StepFunctions;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>Which calls are tried again, how often, and how they are called off.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Call_AnsweredByAFaultThenAThrottle_IsTriedThreeTimes()
    {
        var wire = new CannedAnswers(
            (500, """{"__type":"InternalException","Message":"boom"}"""),
            (400, """{"__type":"ThrottlingException","message":"Rate exceeded"}"""),
            (200, """{"ProcessedFindings":[{"Id":"f-1","ProductArn":"arn:p"}],"UnprocessedFindings":[]}"""));
        using var hub = new AmazonSecurityHubClient(CannedAnswers.Credentials, wire.Configure<AmazonSecurityHubConfig>());

        var response = await hub.BatchUpdateFindingsAsync(
            new() { FindingIdentifiers = [new() { Id = "f-1", ProductArn = "arn:p" }] }, TestContext.Current.CancellationToken);

        response.ProcessedFindings.ShouldHaveSingleItem().Id.ShouldBe("f-1");
        wire.Sent.Count.ShouldBe(3);
        wire.Sent.ShouldAllBe(sent => sent.Headers["Authorization"].Contains("/eu-central-1/securityhub/aws4_request"));
    }

    [Fact]
    public async Task Call_AnsweredByNothingButFaults_GivesUpAfterThreeTries()
    {
        const string Fault = """{"__type":"InternalException","Message":"boom"}""";
        var wire = new CannedAnswers((500, Fault), (500, Fault), (500, Fault), (200, "{}"));
        using var hub = new AmazonSecurityHubClient(CannedAnswers.Credentials, wire.Configure<AmazonSecurityHubConfig>());

        var fault = await Should.ThrowAsync<Amazon.SecurityHub.Model.InternalException>(() =>
            hub.GetFindingsAsync(new(), TestContext.Current.CancellationToken));

        (fault.StatusCode, fault.Message).ShouldBe((HttpStatusCode.InternalServerError, "boom"));
        wire.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public async Task QueryCall_Throttled_IsTriedAgain()
    {
        var wire = new CannedAnswers(
            (400, "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"),
            (200, "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>"));
        using var sns = new AmazonSimpleNotificationServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonSimpleNotificationServiceConfig>());

        var response = await sns.PublishAsync(
            new PublishRequest { TopicArn = "arn:t", Message = "open port" }, TestContext.Current.CancellationToken);

        response.MessageId.ShouldBe("m-1");
        wire.Sent.Select(sent => sent.Body).Distinct().ShouldHaveSingleItem();
        wire.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Call_RefusedAsInvalid_IsNotTriedAgain()
    {
        var wire = new CannedAnswers((400, """{"__type":"InvalidToken","message":"no such token"}"""));
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        await Should.ThrowAsync<Amazon.StepFunctions.Model.InvalidTokenException>(() =>
            states.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, TestContext.Current.CancellationToken));

        wire.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Call_Cancelled_IsNotSent()
    {
        var wire = new CannedAnswers();
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        await Should.ThrowAsync<OperationCanceledException>(() =>
            states.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, new CancellationToken(canceled: true)));

        wire.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_CancelledWhileItWaits_EndsAndIsNotTriedAgain()
    {
        using var patience = new CancellationTokenSource();
        var wire = new CannedAnswers { WhenAsked = () => patience.CancelAsync() };
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        await Should.ThrowAsync<OperationCanceledException>(() =>
            states.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, patience.Token));

        wire.Sent.ShouldHaveSingleItem();
    }
}
