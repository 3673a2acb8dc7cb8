using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Moto;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>
/// Lambda's poller for one queue: takes batches, invokes the function, deletes what it did and leaves what it didn't.
/// What is left comes back after the queue's visibility time-out by the local cloud's clock; moto counts the receipts
/// and moves what was received too often to the dead-letter queue.
/// </summary>
public sealed class QueueMapping : IAsyncDisposable
{
    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(1);

    private readonly QueueMappingSpec _spec;
    private readonly AwsApi _moto;
    private readonly ILambdaInvoker _functions;
    private readonly LocalClock _clock;
    private readonly string _queue;
    private readonly string _queueUrl;
    private readonly QueueMessages _messages;
    private readonly SemaphoreSlim _free;
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private IDisposable? _arriving;
    private Task _running = Task.CompletedTask;
    private TimeSpan _visibility;

    /// <summary>Makes a mapping; nothing is polled before it is started.</summary>
    public QueueMapping(QueueMappingSpec spec, AwsApi moto, ILambdaInvoker functions, LocalClock clock)
    {
        string[] arn = spec.QueueArn.Split(':');
        if (arn is not ["arn", _, "sqs", _, var account, var queue] || queue.EndsWith(".fifo", StringComparison.Ordinal))
            throw new ArgumentException($"{spec.QueueArn} is no standard queue; the local cloud maps standard SQS queues only.", nameof(spec));
        (_spec, _moto, _functions, _clock, _queue) = (spec, moto, functions, clock, queue);
        _queueUrl = $"http://127.0.0.1/{account}/{queue}";
        _messages = new QueueMessages(spec.QueueArn, clock);
        _free = new SemaphoreSlim(spec.MostConcurrent);
    }

    /// <summary>The queue's name.</summary>
    public string Queue => _queue;

    /// <summary>Begins to poll.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        JsonObject answer = await CallAsync("GetQueueAttributes", new JsonObject { ["AttributeNames"] = new JsonArray("VisibilityTimeout") }, cancel);
        _visibility = TimeSpan.FromSeconds(int.Parse(answer["Attributes"]?["VisibilityTimeout"]?.GetValue<string>() ?? "30"));
        _running = Task.Run(PollAsync, CancellationToken.None);
    }

    /// <summary>Says that a message has arrived, so that it is fetched at once; until then the clock doesn't jump.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _arriving, _clock.BeginWork())?.Dispose();
        _signal.Release();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Interlocked.Exchange(ref _arriving, null)?.Dispose();
        _stop.Dispose();
        _signal.Dispose();
        _free.Dispose();
    }

    private async Task PollAsync()
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stop.Token);
                IDisposable? arriving = Interlocked.Exchange(ref _arriving, null);
                JsonObject[] batch = await ReceiveAsync();
                if (batch.Length > 0)
                    WorkOffAsync(batch, _clock.BeginWork()).Forget();
                else
                    _free.Release();
                arriving?.Dispose();
                if (batch.Length == 0)
                    await _signal.WaitAsync(IdlePause, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The mapping was disposed of; what is in work ends with its process.
            return;
        }
    }

    private async Task<JsonObject[]> ReceiveAsync()
    {
        var input = new JsonObject
        {
            ["MaxNumberOfMessages"] = _spec.BatchSize,
            ["AttributeNames"] = new JsonArray("All"),
            ["MessageAttributeNames"] = new JsonArray("All"),
        };
        try
        {
            JsonObject answer = await CallAsync("ReceiveMessage", input, _stop.Token);
            return [.. (answer["Messages"] as JsonArray ?? []).OfType<JsonObject>()];
        }
        catch (Exception passing) when (passing is AwsApiException or HttpRequestException)
        {
            // The queue is gone or moto is busy: the poller looks again, as Lambda's does.
            return [];
        }
    }

    private async Task WorkOffAsync(JsonObject[] batch, IDisposable work)
    {
        using (work)
        {
            try
            {
                Dictionary<string, string> handles = batch.ToDictionary(one => one["MessageId"]!.GetValue<string>(), one => one["ReceiptHandle"]!.GetValue<string>());
                IReadOnlySet<string> failed = await InvokeAsync(batch, handles.Keys.ToHashSet(StringComparer.Ordinal));
                await DeleteAsync(handles.Where(one => !failed.Contains(one.Key)).ToArray());
                foreach (string id in failed)
                    ReturnLaterAsync(handles[id]).Forget();
            }
            finally
            {
                if (!_stop.IsCancellationRequested)
                    _free.Release();
            }
        }
    }

    private async Task<IReadOnlySet<string>> InvokeAsync(JsonObject[] batch, HashSet<string> ids)
    {
        byte[] payload = Encoding.UTF8.GetBytes(_messages.Event(batch).ToJsonString());
        try
        {
            return BatchOutcome.Failed(await _functions.InvokeAsync(_spec.Function, payload, _stop.Token), ids, _spec.ReportsFailures);
        }
        catch (LambdaServiceException)
        {
            // Lambda itself refused: as on AWS, the messages come back.
            return ids;
        }
    }

    private async Task DeleteAsync(KeyValuePair<string, string>[] done)
    {
        if (done.Length == 0)
            return;

        JsonNode[] entries = [.. done.Select((one, number) => new JsonObject { ["Id"] = $"{number}", ["ReceiptHandle"] = one.Value })];
        await CallAsync("DeleteMessageBatch", new JsonObject { ["Entries"] = new JsonArray(entries) }, _stop.Token);
        foreach ((string id, _) in done)
            _messages.Forget(id);
    }

    private async Task ReturnLaterAsync(string handle)
    {
        await _clock.WaitAsync(_visibility, WaitKind.Retry, _stop.Token);
        using IDisposable work = _clock.BeginWork();
        await CallAsync("ChangeMessageVisibility", new JsonObject { ["ReceiptHandle"] = handle, ["VisibilityTimeout"] = 0 }, _stop.Token);
        Wake();
    }

    private Task<JsonObject> CallAsync(string operation, JsonObject input, CancellationToken cancel)
    {
        input["QueueUrl"] = _queueUrl;
        return _moto.JsonAsync("sqs", "AmazonSQS." + operation, input, cancel);
    }
}
