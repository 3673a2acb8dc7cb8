using System.Text.Json;
using Amazon.Lambda.SQSEvents;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>Intake as it is shipped, with the shipped policy, on records in memory.</summary>
internal sealed class IntakeRig : IDisposable
{
    private static readonly PolicyReading Shipped = PolicyReader.Read(File.ReadAllText(Repository.PathOf("src", "policy", "response-policy.json")));
    private readonly StringWriter _log = new();

    /// <summary>Nothing goes into a digest below this many.</summary>
    public static FloodLimits Unlimited { get; } = new() { PerAccountAndType = new(1000, 1000), All = new(1000, 1000), Critical = new(1000, 1000) };

    public InMemoryIncidentRecords Records { get; init; } = new();

    public ITokenBuckets Buckets { get; init; } = new InMemoryTokenBuckets();

    public Outside Outside { get; init; } = new();

    public FloodLimits Limits { get; init; } = Unlimited;

    public PolicyReading Policy { get; init; } = Shipped;

    public OwnParts? Own { get; init; }

    public IEnumerable<JsonElement> Log => _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    public IEnumerable<string> Outcomes => Log.Select(line => line.GetProperty("outcome").GetString()!);

    public void Dispose() => _log.Dispose();

    /// <summary>The handler on these records, or on others that stand before them.</summary>
    public Intake Handler(IIncidentRecords? records = null)
    {
        var kept = records ?? Records;
        Flood flood = new(kept, Buckets, Limits, Outside);
        Opening opening = new(kept, Outside.SealAsync, Outside, new Decider(Policy, [], []).Decide);
        return new(new(kept, new Outlook(Policy) { Own = Own }.Triage, opening, flood), flood, Some.Account, new(_log));
    }

    /// <summary>Takes bodies in one batch.</summary>
    public Task<SQSBatchResponse> TakeAsync(params string[] bodies) => Handler().RunAsync(Batch(bodies), default);

    /// <summary>A batch as SQS hands it out, received five minutes after everything began.</summary>
    public static SQSEvent Batch(params string[] bodies) => Batch(Some.Moment.AddMinutes(5), bodies);

    /// <summary>A batch that was received at a time.</summary>
    public static SQSEvent Batch(DateTimeOffset at, params string[] bodies) => new()
    {
        Records = [.. bodies.Select((body, number) => new SQSEvent.SQSMessage
        {
            MessageId = $"m-{number}",
            Body = body,
            Attributes = new() { ["ApproximateFirstReceiveTimestamp"] = at.ToUnixTimeMilliseconds().ToString() },
        })],
    };
}
