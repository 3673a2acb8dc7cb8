using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Ec2;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations;

/// <summary>How prior states are written: camelCase names, nulls left out. What an older version wrote must stay readable.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IsolationState))]
[JsonSerializable(typeof(ProtectionState))]
[JsonSerializable(typeof(KeyState))]
[JsonSerializable(typeof(QuarantineState))]
internal sealed partial class RemediationJson : JsonSerializerContext
{
    /// <summary>Reads a captured state of the given shape.</summary>
    public static T Read<T>(string captured, JsonTypeInfo<T> shape) where T : class =>
        JsonSerializer.Deserialize(captured, shape) ?? throw new FormatException("A captured state is empty; read the target again.");

    /// <summary>Reads a prior state of the given shape.</summary>
    public static T Read<T>(PriorState prior, JsonTypeInfo<T> shape) where T : class =>
        JsonSerializer.Deserialize(prior.State, shape)
        ?? throw new FormatException($"The prior state of {prior.Target} for {prior.Remediation} is empty; restore it from the ledger.");
}
