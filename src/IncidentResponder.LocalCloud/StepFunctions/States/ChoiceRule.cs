using IncidentResponder.LocalCloud.StepFunctions.Choices;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Where a Choice state goes when a condition holds.</summary>
internal sealed record ChoiceRule(Condition When, string Next);
