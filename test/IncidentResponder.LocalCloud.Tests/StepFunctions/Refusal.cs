namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

/// <summary>A call that Step Functions refused.</summary>
internal sealed class Refusal(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;
}
