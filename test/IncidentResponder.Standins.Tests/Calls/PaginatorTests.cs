using Amazon.SimpleNotificationService;
using Amazon.StepFunctions;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>Answers that come page by page.</summary>
public sealed class PaginatorTests
{
    [Fact]
    public async Task Paginator_OverTwoPages_AsksWithTheTokenAndEnds()
    {
        var wire = new CannedAnswers(
            (200, """{"executions":[{"name":"one"}],"nextToken":"more"}"""), (200, """{"executions":[{"name":"two"}]}"""));
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());

        var names = new List<string>();
        await foreach (var page in states.Paginators.ListExecutions(new() { StateMachineArn = "arn:m" }).Responses)
            names.AddRange(page.Executions.Select(execution => execution.Name));

        names.ShouldBe(["one", "two"]);
        wire.Sent[1].Body.ShouldContain("\"nextToken\":\"more\"");
    }

    [Fact]
    public async Task QueryPaginator_OverTwoPages_StringsItsResultsTogether()
    {
        var wire = new CannedAnswers((200, TopicPage("arn:a", "<NextToken>more</NextToken>")), (200, TopicPage("arn:b", "")));
        using var sns = new AmazonSimpleNotificationServiceClient(CannedAnswers.Credentials, wire.Configure<AmazonSimpleNotificationServiceConfig>());

        var topics = new List<string>();
        await foreach (var topic in sns.Paginators.ListTopics(new()).Topics)
            topics.Add(topic.TopicArn);

        topics.ShouldBe(["arn:a", "arn:b"]);
        wire.Sent[0].Body.ShouldNotContain("NextToken");
        wire.Sent[1].Body.ShouldContain("NextToken=more");
    }

    [Fact]
    public async Task Paginator_WalkedAgain_Refuses()
    {
        var wire = new CannedAnswers((200, "{}"));
        using var states = new AmazonStepFunctionsClient(CannedAnswers.Credentials, wire.Configure<AmazonStepFunctionsConfig>());
        var pages = states.Paginators.ListExecutions(new() { StateMachineArn = "arn:m" }).Responses;
        await CountAsync(pages);

        await Should.ThrowAsync<InvalidOperationException>(() => CountAsync(pages));

        wire.Sent.ShouldHaveSingleItem();
    }

    private static async Task<int> CountAsync<T>(IAsyncEnumerable<T> pages)
    {
        var count = 0;
        await foreach (var _ in pages)
            count++;
        return count;
    }

    private static string TopicPage(string topic, string token) => $"""
        <ListTopicsResponse><ListTopicsResult><Topics><member><TopicArn>{topic}</TopicArn></member></Topics>{token}</ListTopicsResult></ListTopicsResponse>
        """;
}
