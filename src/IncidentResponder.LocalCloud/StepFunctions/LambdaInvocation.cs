namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>What a function answered.</summary>
/// <param name="Payload">The answer, JSON in UTF-8; with <paramref name="FunctionError"/> an object with errorMessage and errorType.</param>
/// <param name="FunctionError">Null when the function answered, else what X-Amz-Function-Error says, such as <c>Unhandled</c>.</param>
public sealed record LambdaInvocation(byte[] Payload, string? FunctionError);
