using System.Text.Json.Serialization;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What the state machines send and get.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DecideTask))]
[JsonSerializable(typeof(DecideReply))]
[JsonSerializable(typeof(NotifyTask))]
[JsonSerializable(typeof(ApproveTask))]
[JsonSerializable(typeof(ApproveReply))]
[JsonSerializable(typeof(EnrichTask))]
[JsonSerializable(typeof(PreserveTask))]
[JsonSerializable(typeof(RemediateTask))]
[JsonSerializable(typeof(VerifyTask))]
[JsonSerializable(typeof(RollBackTask))]
[JsonSerializable(typeof(CloseTask))]
[JsonSerializable(typeof(OutcomeReply))]
[JsonSerializable(typeof(StepReply))]
[JsonSerializable(typeof(TellTask))]
public sealed partial class PayloadJson : JsonSerializerContext;
