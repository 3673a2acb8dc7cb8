using System.Collections.Immutable;
using System.Web;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Sns;

/// <summary>Every message published to SNS, in order: what would have been mailed.</summary>
/// <param name="clock">The cloud's time.</param>
public sealed class SentMessages(TimeProvider clock)
{
    private readonly Lock gate = new();
    private ImmutableArray<SentMessage> all = [];
    private TaskCompletionSource arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Raised after a message was recorded.</summary>
    public event Action<SentMessage>? Arrived;

    /// <summary>All of them, oldest first.</summary>
    public ImmutableArray<SentMessage> All
    {
        get
        {
            lock (gate)
                return all;
        }
    }

    /// <summary>Records an SNS Publish request that was accepted; anything else is passed over.</summary>
    public void Record(LocalRequest request)
    {
        var form = HttpUtility.ParseQueryString(request.Text);
        if (form["Action"] != "Publish")
            return;
        var message = new SentMessage(form["TopicArn"] ?? "", form["Subject"] ?? "", form["Message"] ?? "", AttributesIn(form), clock.GetUtcNow());
        TaskCompletionSource reached;
        lock (gate)
        {
            all = all.Add(message);
            reached = arrival;
            arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        reached.SetResult();
        Arrived?.Invoke(message);
    }

    /// <summary>Waits for a message.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="skip">How many such messages to pass over: those that were there before.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SentMessage> NextAsync(Func<SentMessage, bool> wanted, int skip, CancellationToken cancel)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (all.Where(wanted).Skip(skip).FirstOrDefault() is { } found)
                    return found;
                next = arrival.Task;
            }

            await next.WaitAsync(cancel);
        }
    }

    private static ImmutableSortedDictionary<string, string> AttributesIn(System.Collections.Specialized.NameValueCollection form)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var entry = 1; form[$"MessageAttributes.entry.{entry}.Name"] is { } name; entry++)
            found[name] = form[$"MessageAttributes.entry.{entry}.Value.StringValue"] ?? "";
        return found.ToImmutable();
    }
}
