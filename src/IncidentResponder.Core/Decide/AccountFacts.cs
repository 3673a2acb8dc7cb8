namespace IncidentResponder.Core.Decide;

/// <summary>What the target's account is, as policies refer to it.</summary>
public sealed record AccountFacts
{
    /// <summary>The account's alias in IAM; null when it has none, or none could be read.</summary>
    public string? Alias { get; init; }

    /// <summary>The ids from the organization's root to the unit that holds the account, "r-ab12/ou-ab12-11111111"; null when they could not be read.</summary>
    public string? Unit { get; init; }
}
