using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Tests.Front;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.Events;

public sealed class EventFlowTests(FrontFixture cloud) : IClassFixture<FrontFixture>
{
    private const string Arn = "arn:aws:sqs:eu-west-1:111122223333:";
    private const string Pattern = """{"source":["aws.guardduty"]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_QueueIsMissing_EventGoesToTheRulesDeadLetterQueueWithItsReason()
    {
        await CreateQueueAsync("rule-dlq", []);
        using var clock = new LocalClock();
        EventBus bus = Bus(clock, new EventRule("r", "arn:aws:events:eu-west-1:111122223333:rule/r", Pattern, true,
            [new TargetSpec("q", Arn + "nowhere", DeadLetterArn: Arn + "rule-dlq")]));
        await bus.PutAsync(GuardDutyEvent(), Cancel);
        JsonObject message = (await ReceiveAsync("rule-dlq"))!;
        message["MessageAttributes"]!["ERROR_CODE"]!["StringValue"]!.GetValue<string>().ShouldContain("QueueDoesNotExist");
        message["MessageAttributes"]!["RULE_ARN"]!["StringValue"]!.GetValue<string>().ShouldEndWith("rule/r");
    }

    [Fact]
    public async Task Rule_DisabledOrOtherSource_DeliversNothing()
    {
        await CreateQueueAsync("quiet", []);
        using var clock = new LocalClock();
        TargetSpec target = new("q", Arn + "quiet");
        EventBus bus = Bus(clock, new EventRule("off", "arn:off", Pattern, false, [target]), new EventRule("other", "arn:o", """{"source":["x"]}""", true, [target]));
        await bus.PutAsync(GuardDutyEvent(), Cancel);
        (await ReceiveAsync("quiet")).ShouldBeNull();
    }

    [Fact]
    public async Task Rule_InputPath_SendsThatPartOfTheEvent()
    {
        await CreateQueueAsync("part", []);
        using var clock = new LocalClock();
        await Bus(clock, new EventRule("r", "arn:r", Pattern, true, [new TargetSpec("q", Arn + "part", InputPath: "$.detail")])).PutAsync(GuardDutyEvent(), Cancel);
        (await ReceiveAsync("part"))!["Body"]!.GetValue<string>().ShouldBe("""{"id":"f-1"}""");
    }

    [Fact]
    public async Task Mapping_BadMessageAmongGood_AloneComesBackAndEndsInTheDeadLetterQueue()
    {
        await CreateQueueAsync("work-dlq", []);
        await CreateQueueAsync("work", new JsonObject
        {
            ["VisibilityTimeout"] = "180",
            ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{Arn}}work-dlq","maxReceiveCount":3}""",
        });
        using var clock = new LocalClock { FastForward = true };
        var function = new RefusesBad();
        await using var mapping = new QueueMapping(new QueueMappingSpec(Arn + "work", "f", 10, true, 2), cloud.Api, function, clock);
        foreach (string body in (string[])["good-1", "bad", "good-2"])
            await cloud.Api.JsonAsync("sqs", "AmazonSQS.SendMessage", new JsonObject { ["QueueUrl"] = Url("work"), ["MessageBody"] = body }, Cancel);
        await mapping.StartAsync(Cancel);

        (await WaitForAsync("work-dlq"))["Body"]!.GetValue<string>().ShouldBe("bad");
        function.Received.Count(body => body == "bad").ShouldBe(3);
        function.Received.Count(body => body == "good-1").ShouldBe(1);
        function.Received.Count(body => body == "good-2").ShouldBe(1);
        clock.Offset.ShouldBeGreaterThan(TimeSpan.FromMinutes(5));
        function.FirstReceipts.Distinct().Count().ShouldBe(1);
    }

    private EventBus Bus(LocalClock clock, params EventRule[] rules)
    {
        var bus = new EventBus(new EventDelivery(cloud.Api, new RefusesBad(), _ => { }), clock, "111122223333", "eu-west-1");
        foreach (EventRule rule in rules)
            bus.Put(rule);
        return bus;
    }

    private static JsonObject GuardDutyEvent() =>
        new() { ["source"] = "aws.guardduty", ["detail-type"] = "GuardDuty Finding", ["detail"] = new JsonObject { ["id"] = "f-1" } };

    private Task<JsonObject> CreateQueueAsync(string name, JsonObject attributes) =>
        cloud.Api.JsonAsync("sqs", "AmazonSQS.CreateQueue", new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes }, Cancel);

    private static string Url(string queue) => $"http://127.0.0.1/111122223333/{queue}";

    private async Task<JsonObject?> ReceiveAsync(string queue, int seconds = 0) =>
        (await cloud.Api.JsonAsync("sqs", "AmazonSQS.ReceiveMessage", new JsonObject
        {
            ["QueueUrl"] = Url(queue),
            ["WaitTimeSeconds"] = seconds,
            ["MessageAttributeNames"] = new JsonArray("All"),
        }, Cancel))["Messages"]?[0] as JsonObject;

    private async Task<JsonObject> WaitForAsync(string queue) => (await ReceiveAsync(queue, 15)).ShouldNotBeNull();

    private sealed class RefusesBad : ILambdaInvoker
    {
        public ConcurrentQueue<string> Received { get; } = new();

        public ConcurrentQueue<string> FirstReceipts { get; } = new();

        public Task<LambdaInvocation> InvokeAsync(string functionNameOrArn, byte[] payload, CancellationToken cancel)
        {
            JsonObject[] records = [.. JsonNode.Parse(payload)!["Records"]!.AsArray().OfType<JsonObject>()];
            foreach (JsonObject record in records)
            {
                Received.Enqueue(record["body"]!.GetValue<string>());
                if (record["body"]!.GetValue<string>() == "bad")
                    FirstReceipts.Enqueue(record["attributes"]!["ApproximateFirstReceiveTimestamp"]!.GetValue<string>());
            }

            var failures = new JsonArray([.. records.Where(one => one["body"]!.GetValue<string>() == "bad")
                .Select(one => (JsonNode)new JsonObject { ["itemIdentifier"] = one["messageId"]!.DeepClone() })]);
            return Task.FromResult(new LambdaInvocation(Encoding.UTF8.GetBytes(new JsonObject { ["batchItemFailures"] = failures }.ToJsonString()), null));
        }
    }
}
