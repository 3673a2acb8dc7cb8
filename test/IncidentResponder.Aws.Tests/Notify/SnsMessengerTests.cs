using System.Text.Json.Nodes;
using Amazon.SimpleNotificationService;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Notify;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Notify;

/// <summary>Which topic a notice comes out of: a queue is subscribed to each.</summary>
public sealed class SnsMessengerTests(MotoServer moto) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(moto.Url) };

    private readonly AmazonSimpleNotificationServiceClient _client =
        new(CannedAws.Credentials, new AmazonSimpleNotificationServiceConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    private AwsApi Api => new(_http, "eu-west-1", "123456789012");

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData(NoticeKind.Opened, null, "all")]
    [InlineData(NoticeKind.SelfAlarm, null, "self")]
    [InlineData(NoticeKind.Question, "ada@example.com", "one")]
    public async Task Send_Kind_GoesToItsTopicAndNoOther(string kind, string? approver, string expected)
    {
        var topics = new Dictionary<string, string>();
        foreach (var name in new[] { "all", "one", "self" })
            topics[name] = await TopicAsync($"{kind}-{name}");
        SnsMessenger messenger = new(_client, topics["all"], topics["one"], topics["self"]);

        await messenger.SendAsync(Some.Incident().Id, new() { Kind = kind, Subject = "A subject", Body = "A body" }, approver, "High", TestContext.Current.CancellationToken);

        foreach (var name in topics.Keys)
            (await ReceivedAsync($"{kind}-{name}")).ShouldBe(name == expected ? ["A subject"] : [], name);
    }

    [Fact]
    public async Task Send_SelfAlarmWithoutItsTopic_FailsAndNamesTheVariable()
    {
        var fault = await Should.ThrowAsync<NoticeNotSentException>(() => new SnsMessenger(_client, "a", "b")
            .SendAsync(Some.Incident().Id, new() { Kind = NoticeKind.SelfAlarm, Subject = "s", Body = "b" }, null, "High", default));
        fault.Message.ShouldContain("SELF_ALARM_TOPIC_ARN");
    }

    private async Task<string> TopicAsync(string name)
    {
        var topic = (await _client.CreateTopicAsync(new() { Name = name }, TestContext.Current.CancellationToken)).TopicArn;
        await SqsAsync("CreateQueue", new() { ["QueueName"] = name });
        await _client.SubscribeAsync(new() { TopicArn = topic, Protocol = "sqs", Endpoint = $"arn:aws:sqs:eu-west-1:123456789012:{name}" }, TestContext.Current.CancellationToken);
        return topic;
    }

    private async Task<string[]> ReceivedAsync(string name)
    {
        var answer = await SqsAsync("ReceiveMessage", new() { ["QueueUrl"] = $"{moto.Url}123456789012/{name}", ["MaxNumberOfMessages"] = 10 });
        return [.. (answer["Messages"] as JsonArray ?? []).Select(message => JsonNode.Parse(message!["Body"]!.GetValue<string>())!["Subject"]!.GetValue<string>())];
    }

    private Task<JsonObject> SqsAsync(string operation, JsonObject input) =>
        Api.JsonAsync("sqs", $"AmazonSQS.{operation}", input, TestContext.Current.CancellationToken);
}
