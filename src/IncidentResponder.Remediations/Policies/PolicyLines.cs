namespace IncidentResponder.Remediations.Policies;

/// <summary>Tells people what would become of a policy's statements.</summary>
internal static class PolicyLines
{
    /// <summary>A line for each statement that would be changed, and for each that is left because the policy alone does not tell enough.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="source">Where it was read: "S3".</param>
    public static IEnumerable<string> Of(PolicyStatements policy, string source) =>
        policy.LettingOutsidersIn.Select(one => $"{one} lets {(one.Audience is Audience.Public ? "everybody" : "another account")} in and would no more ({source}).")
            .Concat(policy.Unclear.Select(one => $"{one} stays: the policy alone does not tell whom it lets in, look at it ({source})."));
}
