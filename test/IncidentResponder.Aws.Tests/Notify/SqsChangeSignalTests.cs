using Amazon.DynamoDBv2;
using Amazon.SQS;
using Amazon.SQS.Model;
using IncidentResponder.Aws.Approve;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Notify;

public sealed class SqsChangeSignalTests(MotoServer moto) : IDisposable
{
    private readonly AmazonSQSClient _sqs = new(CannedAws.Credentials, new AmazonSQSConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });
    private readonly AmazonDynamoDBClient _table = IncidentTable.ClientOf(moto);

    public void Dispose()
    {
        _sqs.Dispose();
        _table.Dispose();
    }

    [Fact]
    public async Task Raise_AndHandOn_AreInTheQueue()
    {
        var queue = (await _sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "changes" })).QueueUrl;
        SqsChangeSignal signal = new(_sqs, queue);
        await signal.RaiseAsync(Some.Incident().Id, default);
        await signal.HandOnAsync(Some.Incident().Id, """{"incidentId":"INC-1","press":{}}""", default);
        await signal.RaiseLaterAsync(Some.Incident().Id, 3, TimeSpan.FromHours(1), default);

        var now = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 });
        now.Messages.Select(message => message.Body).ShouldBe(
            [$$"""{"incidentId":"{{Some.Incident().Id}}","attempt":0}""", """{"incidentId":"INC-1","press":{}}"""], ignoreOrder: true);
        var waiting = await _sqs.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = queue, AttributeNames = ["ApproximateNumberOfMessagesDelayed"] });
        waiting.Attributes["ApproximateNumberOfMessagesDelayed"].ShouldBe("1");
    }

    [Fact]
    public async Task Raise_NoSuchQueue_SaysThatTheNextChangeBringsIt()
    {
        SqsChangeSignal signal = new(_sqs, $"{moto.Url}123456789012/nowhere");
        (await Should.ThrowAsync<NoticeNotSentException>(() => signal.RaiseAsync(Some.Incident().Id, default))).Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task IsNew_SeenBefore_IsNewOnceOfEightAtOnce()
    {
        await IncidentTable.MakeAsync(_table);
        DynamoReplayMemory memory = new(_table, IncidentTable.Name);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => memory.IsNewAsync("slack/v0=abc", Some.Moment, default))));

        taken.Count(one => one).ShouldBe(1);
        (await memory.IsNewAsync("slack/v0=abd", Some.Moment, default)).ShouldBeTrue();
    }
}
