namespace IncidentResponder.Core.Remediate;

/// <summary>What else must hold for a write: IAM allows it only then.</summary>
/// <param name="Action">The write's IAM action.</param>
/// <param name="Operator">IAM's operator: "ArnEquals".</param>
/// <param name="Key">The condition key: "iam:PolicyARN".</param>
/// <param name="Value">The value, in which {partition} stands for the account's own.</param>
public sealed record WriteCondition(string Action, string Operator, string Key, string Value);
