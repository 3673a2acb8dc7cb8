using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Enrich;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core;

/// <summary>How this assembly's records are written as JSON: camelCase names, enums by name, nulls left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(TargetFacts))]
[JsonSerializable(typeof(Enrichment))]
[JsonSerializable(typeof(ApprovalRequest))]
[JsonSerializable(typeof(ApprovalDecision))]
[JsonSerializable(typeof(ImmutableArray<ApprovalDecision>))]
[JsonSerializable(typeof(OneTimeCode))]
[JsonSerializable(typeof(PriorState))]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(ImmutableArray<SealedItem>))]
[JsonSerializable(typeof(ManifestEntry))]
[JsonSerializable(typeof(ImmutableArray<ManifestEntry>))]
[JsonSerializable(typeof(ChannelPost))]
[JsonSerializable(typeof(ClosureReport))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(ImmutableArray<LedgerEntry>))]
[JsonSerializable(typeof(IncidentRecord))]
[JsonSerializable(typeof(ImmutableArray<DigestedFinding>))]
public sealed partial class CoreJson : JsonSerializerContext;
