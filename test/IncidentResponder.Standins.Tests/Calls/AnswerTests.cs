using Amazon.IdentityManagement;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>What is read of answers, and where a service without regions is asked.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task QueryAnswer_WithNestedLists_IsRead()
    {
        var wire = new CannedAnswers((200, """
            <ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics>
              <member><TopicArn>arn:a</TopicArn></member><member><TopicArn>arn:b</TopicArn></member></Topics></ListTopicsResult>
              <ResponseMetadata><RequestId>r-2</RequestId></ResponseMetadata></ListTopicsResponse>
            """));
        using var sns = new AmazonSimpleNotificationServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonSimpleNotificationServiceConfig>());

        var response = await sns.ListTopicsAsync(new ListTopicsRequest(), TestContext.Current.CancellationToken);

        response.Topics.Select(topic => topic.TopicArn).ShouldBe(["arn:a", "arn:b"]);
        response.ResponseMetadata.RequestId.ShouldBe("r-2");
    }

    [Fact]
    public async Task JsonAnswer_HoldingWhatAnotherOperationAnswers_HasItInItsOwnClass()
    {
        var wire = new CannedAnswers((200, """{"Configuration":{"FunctionName":"f","Timeout":3},"Concurrency":{"ReservedConcurrentExecutions":0}}"""));
        using var lambda = new AmazonLambdaClient(CannedAnswers.Credentials, wire.Configure<AmazonLambdaConfig>());

        var response = await lambda.GetFunctionAsync(new() { FunctionName = "f" }, TestContext.Current.CancellationToken);

        response.Configuration.ShouldBeOfType<FunctionConfiguration>().Timeout.ShouldBe(3);
        response.Concurrency.ShouldBeOfType<Concurrency>().ReservedConcurrentExecutions.ShouldBe(0);
    }

    [Fact]
    public async Task GlobalService_FromAnyRegion_IsAskedAndSignedInUsEast1()
    {
        var wire = new CannedAnswers((200, "<GetUserResponse><GetUserResult><User><UserName>bob</UserName></User></GetUserResult></GetUserResponse>"));
        using var iam = new AmazonIdentityManagementServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonIdentityManagementServiceConfig>());

        var response = await iam.GetUserAsync(new() { UserName = "bob" }, TestContext.Current.CancellationToken);

        response.User.UserName.ShouldBe("bob");
        wire.Sent[0].Address.Host.ShouldBe("iam.amazonaws.com");
        wire.Sent[0].Headers["Authorization"].ShouldContain("/us-east-1/iam/aws4_request");
    }
}
