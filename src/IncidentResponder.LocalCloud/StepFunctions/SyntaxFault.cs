namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>A path or an intrinsic function that cannot be read, with the sentence that says why.</summary>
internal sealed class SyntaxFault(string message) : Exception(message);
