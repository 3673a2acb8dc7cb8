namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>A definition that cannot be executed here, with every reason.</summary>
internal sealed class DefinitionFault(string reasons) : Exception(reasons);
