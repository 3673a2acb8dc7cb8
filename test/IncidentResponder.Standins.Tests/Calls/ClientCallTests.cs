using Amazon.Detective;
using Amazon.Detective.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityHub;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.StepFunctions;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>What a generated client does with the SDK's own pipeline: retries, cancellation, errors, pages, endpoints.</summary>
public sealed class ClientCallTests
{
    private static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    [Fact]
    public async Task Call_AnsweredByAFaultThenAThrottle_IsTriedThreeTimes()
    {
        var wire = new CannedAnswers(
            (500, """{"__type":"InternalException","Message":"boom"}"""),
            (400, """{"__type":"ThrottlingException","message":"Rate exceeded"}"""),
            (200, """{"ProcessedFindings":[{"Id":"f-1","ProductArn":"arn:p"}],"UnprocessedFindings":[]}"""));
        using var hub = new AmazonSecurityHubClient(Credentials, wire.Configure<AmazonSecurityHubConfig>());

        var response = await hub.BatchUpdateFindingsAsync(
            new() { FindingIdentifiers = [new() { Id = "f-1", ProductArn = "arn:p" }] }, TestContext.Current.CancellationToken);

        response.ProcessedFindings.ShouldHaveSingleItem().Id.ShouldBe("f-1");
        wire.Sent.Count.ShouldBe(3);
        wire.Sent.ShouldAllBe(sent => sent.Headers["Authorization"].Contains("/eu-central-1/securityhub/aws4_request"));
    }

    [Fact]
    public async Task Call_Cancelled_IsNotSent()
    {
        var wire = new CannedAnswers();
        using var states = new AmazonStepFunctionsClient(Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        await Should.ThrowAsync<OperationCanceledException>(() =>
            states.SendTaskHeartbeatAsync(new() { TaskToken = "t" }, new CancellationToken(canceled: true)));

        wire.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task JsonError_OfTheModel_IsItsTypedExceptionWithItsMembers()
    {
        var wire = new CannedAnswers(
            (403, """{"__type":"AccessDeniedException","Message":"denied","ErrorCode":"UNAUTHORIZED","ErrorCodeReason":"why"}"""));
        using var detective = new AmazonDetectiveClient(Credentials, wire.Configure<AmazonDetectiveConfig>());

        var denied = await Should.ThrowAsync<AccessDeniedException>(() =>
            detective.ListGraphsAsync(new(), TestContext.Current.CancellationToken));

        (denied.ErrorCode, denied.Message, denied.ErrorCodeReason).ShouldBe(("AccessDeniedException", "denied", "why"));
        denied.StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task JsonError_ThatTheModelLacks_IsTheServicesException()
    {
        var wire = new CannedAnswers((400, """{"__type":"com.amazonaws.states#SomethingNew","message":"new"}"""));
        using var states = new AmazonStepFunctionsClient(Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        var error = await Should.ThrowAsync<AmazonStepFunctionsException>(() =>
            states.StartExecutionAsync(new() { StateMachineArn = "arn:m" }, TestContext.Current.CancellationToken));

        (error.GetType(), error.ErrorCode).ShouldBe((typeof(AmazonStepFunctionsException), "SomethingNew"));
    }

    [Fact]
    public async Task QueryError_OfTheModel_IsItsTypedException()
    {
        var wire = new CannedAnswers((404, """
            <ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>no bob</Message></Error><RequestId>r-1</RequestId></ErrorResponse>
            """));
        using var iam = new AmazonIdentityManagementServiceClient(Credentials, wire.Configure<AmazonIdentityManagementServiceConfig>());

        var error = await Should.ThrowAsync<NoSuchEntityException>(() =>
            iam.GetUserAsync(new() { UserName = "bob" }, TestContext.Current.CancellationToken));

        (error.ErrorCode, error.ErrorType, error.RequestId, error.Message).ShouldBe(("NoSuchEntity", ErrorType.Sender, "r-1", "no bob"));
    }

    [Fact]
    public async Task Paginator_OverTwoPages_AsksWithTheTokenAndEnds()
    {
        var wire = new CannedAnswers(
            (200, """{"executions":[{"name":"one"}],"nextToken":"more"}"""), (200, """{"executions":[{"name":"two"}]}"""));
        using var states = new AmazonStepFunctionsClient(Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        var names = new List<string>();
        await foreach (var page in states.Paginators.ListExecutions(new() { StateMachineArn = "arn:m" }).Responses)
            names.AddRange(page.Executions.Select(execution => execution.Name));

        names.ShouldBe(["one", "two"]);
        wire.Sent[1].Body.ShouldContain("\"nextToken\":\"more\"");
    }

    [Fact]
    public async Task QueryAnswer_WithNestedLists_IsRead()
    {
        var wire = new CannedAnswers((200, """
            <ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics>
              <member><TopicArn>arn:a</TopicArn></member><member><TopicArn>arn:b</TopicArn></member></Topics></ListTopicsResult>
              <ResponseMetadata><RequestId>r-2</RequestId></ResponseMetadata></ListTopicsResponse>
            """));
        using var sns = new AmazonSimpleNotificationServiceClient(Credentials, wire.Configure<AmazonSimpleNotificationServiceConfig>());

        var response = await sns.ListTopicsAsync(new ListTopicsRequest(), TestContext.Current.CancellationToken);

        response.Topics.Select(topic => topic.TopicArn).ShouldBe(["arn:a", "arn:b"]);
        response.ResponseMetadata.RequestId.ShouldBe("r-2");
    }

    [Fact]
    public async Task GlobalService_FromAnyRegion_IsAskedAndSignedInUsEast1()
    {
        var wire = new CannedAnswers((200, "<GetUserResponse><GetUserResult><User><UserName>bob</UserName></User></GetUserResult></GetUserResponse>"));
        using var iam = new AmazonIdentityManagementServiceClient(Credentials, wire.Configure<AmazonIdentityManagementServiceConfig>());

        var response = await iam.GetUserAsync(new() { UserName = "bob" }, TestContext.Current.CancellationToken);

        response.User.UserName.ShouldBe("bob");
        wire.Sent[0].Address.Host.ShouldBe("iam.amazonaws.com");
        wire.Sent[0].Headers["Authorization"].ShouldContain("/us-east-1/iam/aws4_request");
    }
}
