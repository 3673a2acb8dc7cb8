using System.Text.Json.Serialization;
using Amazon.Lambda.SQSEvents;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What the queue sends and gets. It stands apart because the event packages name nested types alike.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
public sealed partial class QueueJson : JsonSerializerContext;
