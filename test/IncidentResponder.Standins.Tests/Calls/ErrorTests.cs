using System.Net;
using Amazon.AutoScaling;
using Amazon.Detective;
using Amazon.Detective.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.StepFunctions;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>What an error answer becomes: code, message, request id, and the members that the model gives it.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task JsonError_OfTheModel_IsItsTypedExceptionWithItsMembers()
    {
        var wire = new CannedAnswers(
            (403, """{"__type":"AccessDeniedException","Message":"denied","ErrorCode":"UNAUTHORIZED","ErrorCodeReason":"why"}"""));
        using var detective = new AmazonDetectiveClient(CannedAnswers.Credentials, wire.Configure<AmazonDetectiveConfig>());

        var denied = await Should.ThrowAsync<AccessDeniedException>(() =>
            detective.ListGraphsAsync(new(), TestContext.Current.CancellationToken));

        (denied.ErrorCode, denied.Message, denied.ErrorCodeReason).ShouldBe(("AccessDeniedException", "denied", "why"));
        denied.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task JsonError_ThatTheModelLacks_IsTheServicesException()
    {
        var wire = new CannedAnswers((400, """{"__type":"com.amazonaws.states#SomethingNew","message":"new"}"""));
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        var error = await Should.ThrowAsync<AmazonStepFunctionsException>(() =>
            states.StartExecutionAsync(new() { StateMachineArn = "arn:m" }, TestContext.Current.CancellationToken));

        (error.GetType(), error.ErrorCode).ShouldBe((typeof(AmazonStepFunctionsException), "SomethingNew"));
    }

    [Fact]
    public async Task RestJsonError_NamedInAHeader_IsItsTypedExceptionWithTheRequestId()
    {
        var wire = new CannedAnswers((404, """{"Message":"no such graph"}"""))
        {
            Headers = { ["x-amzn-ErrorType"] = "ResourceNotFoundException:http://example.com/", ["x-amzn-RequestId"] = "r-3" },
        };
        using var detective = new AmazonDetectiveClient(CannedAnswers.Credentials, wire.Configure<AmazonDetectiveConfig>());

        var missing = await Should.ThrowAsync<ResourceNotFoundException>(() =>
            detective.ListGraphsAsync(new(), TestContext.Current.CancellationToken));

        (missing.ErrorCode, missing.Message, missing.RequestId).ShouldBe(("ResourceNotFoundException", "no such graph", "r-3"));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task QueryError_OfTheModel_IsItsTypedException()
    {
        var wire = new CannedAnswers((404, """
            <ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>no bob</Message></Error><RequestId>r-1</RequestId></ErrorResponse>
            """));
        using var iam = new AmazonIdentityManagementServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonIdentityManagementServiceConfig>());

        var error = await Should.ThrowAsync<NoSuchEntityException>(() =>
            iam.GetUserAsync(new() { UserName = "bob" }, TestContext.Current.CancellationToken));

        (error.ErrorCode, error.ErrorType, error.RequestId, error.Message).ShouldBe(("NoSuchEntity", ErrorType.Sender, "r-1", "no bob"));
    }

    [Fact]
    public async Task QueryError_CalledAFaultByTheModel_IsAnExceptionByItsOfficialName()
    {
        var wire = new CannedAnswers((400, """
            <ErrorResponse><Error><Type>Sender</Type><Code>LimitExceeded</Code><Message>too many</Message></Error><RequestId>r-5</RequestId></ErrorResponse>
            """));
        using var groups = new AmazonAutoScalingClient(CannedAnswers.Credentials, wire.Configure<AmazonAutoScalingConfig>());

        var error = await Should.ThrowAsync<Amazon.AutoScaling.Model.LimitExceededException>(() =>
            groups.CreateAutoScalingGroupAsync(new() { AutoScalingGroupName = "web" }, TestContext.Current.CancellationToken));

        (error.ErrorCode, error.Message).ShouldBe(("LimitExceeded", "too many"));
    }

    [Fact]
    public async Task QueryError_ThatTheModelLacks_IsTheServicesException()
    {
        var wire = new CannedAnswers((403, """
            <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not yours</Message></Error><RequestId>r-4</RequestId></ErrorResponse>
            """));
        using var iam = new AmazonIdentityManagementServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonIdentityManagementServiceConfig>());

        var error = await Should.ThrowAsync<AmazonIdentityManagementServiceException>(() =>
            iam.GetUserAsync(new() { UserName = "bob" }, TestContext.Current.CancellationToken));

        (error.GetType(), error.ErrorCode, error.RequestId, error.Message)
            .ShouldBe((typeof(AmazonIdentityManagementServiceException), "AccessDenied", "r-4", "not yours"));
    }
}
