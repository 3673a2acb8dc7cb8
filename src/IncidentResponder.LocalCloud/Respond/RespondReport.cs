using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>All that is known of one run of `respond`.</summary>
public sealed record RespondReport
{
    /// <summary>What the incident's record says; null when no incident was opened.</summary>
    public required IncidentRecord? Record { get; init; }

    /// <summary>What changed in the account, from before the event to the end of the incident.</summary>
    public required ImmutableArray<WorldChange> Changes { get; init; }

    /// <summary>What still differs after the undo; empty when nothing does or nothing was undone.</summary>
    public required ImmutableArray<WorldChange> AfterUndo { get; init; }

    /// <summary>The messages that went out.</summary>
    public required ImmutableArray<SentMessage> Messages { get; init; }

    /// <summary>The case status of the finding in Security Hub when the incident ended, before any undo; empty when it is not there.</summary>
    public required string WorkflowStatus { get; init; }

    /// <summary>State transitions of the execution.</summary>
    public required int Transitions { get; init; }

    /// <summary>AWS calls of the functions, by service and operation.</summary>
    public required ImmutableSortedDictionary<string, int> Calls { get; init; }

    /// <summary>Cloud time from the event to the first verified containment; null when it was not contained.</summary>
    public required TimeSpan? ToContained { get; init; }

    /// <summary>Whether the ledger's chain is whole.</summary>
    public required bool LedgerIntact { get; init; }

    /// <summary>Writes it as JSON.</summary>
    public async Task WriteAsync(FileInfo file, CancellationToken cancel)
    {
        file.Directory?.Create();
        await File.WriteAllTextAsync(file.FullName, ToJson().ToJsonString(new JsonSerializerOptions { WriteIndented = true }), cancel);
    }

    private JsonObject ToJson() => new()
    {
        ["outcome"] = Record?.Closure?.Outcome,
        ["workflowStatus"] = WorkflowStatus,
        ["ledgerIntact"] = LedgerIntact,
        ["transitions"] = Transitions,
        ["secondsToContained"] = ToContained?.TotalSeconds,
        ["changes"] = ChangesJson(Changes),
        ["afterUndo"] = ChangesJson(AfterUndo),
        ["messages"] = new JsonArray([.. Messages.Select(MessageJson)]),
        ["calls"] = new JsonObject(Calls.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
        ["record"] = Record is null ? null : RecordJson(Record),
    };

    /// <summary>The task token is a capability and stays out of every report.</summary>
    private static JsonNode? RecordJson(IncidentRecord record)
    {
        var json = JsonSerializer.SerializeToNode(record, CoreJson.Default.IncidentRecord);
        (json?["approval"] as JsonObject)?.Remove("taskToken");
        return json;
    }

    private static JsonNode MessageJson(SentMessage message) => new JsonObject
    {
        ["kind"] = message.Kind,
        ["at"] = message.At.ToString("O"),
        ["subject"] = message.Subject,
        ["approver"] = message.Attributes.GetValueOrDefault("approver"),
    };

    private static JsonArray ChangesJson(ImmutableArray<WorldChange> changes) =>
        [.. changes.Select(c => (JsonNode)new JsonObject { ["what"] = c.Name, ["before"] = c.Before, ["after"] = c.After })];
}
