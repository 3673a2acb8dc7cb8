using System.Collections.Immutable;
using System.Text.Json.Serialization;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>What the live target is, read just before deciding. A fact that could not be read is named in <see cref="Gaps"/>.</summary>
public sealed record TargetFacts
{
    /// <summary>The target was found alive in its account and Region.</summary>
    public required bool Exists { get; init; }

    /// <summary>Tags of the target.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init => field = value ?? field; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Lines for people: "VPC vpc-1", "2 network interfaces", each with its source.</summary>
    public ImmutableArray<string> Summary { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// The state that the plan would change, by name: "eni-1 groups" → "sg-1,sg-2", "Auto Scaling group" → "web", "AKIA… status" → "Active".
    /// It is part of the plan that people approve; a change of it voids the approval.
    /// </summary>
    public ImmutableSortedDictionary<string, string> State { get; init => field = value ?? field; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// What remediations would capture as the prior state, as JSON text by <see cref="CapturedKey"/>. It is what their planned calls are
    /// made from, and is not kept: what people approve is in <see cref="State"/>.
    /// </summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, string> Captured { get; init => field = value ?? field; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Which remediations of the playbook have nothing to do, by <see cref="CapturedKey"/>: those that run only where they apply are left out.</summary>
    [JsonIgnore]
    public ImmutableHashSet<string> NeedsNo { get; init => field = value ?? field; } = [];

    /// <summary>The role that the target's workload uses, or the user itself: what Detective can be asked about.</summary>
    public string? PrincipalArn { get; init; }

    /// <summary>
    /// Whether anybody can reach it: it has a public address and its groups let 0.0.0.0/0 or ::/0 in. Null when that is no question
    /// for such a target, and when it could not be read.
    /// </summary>
    public bool? Exposed { get; init; }

    /// <summary>The account; null when the policy does not ask about it.</summary>
    public AccountFacts? Account { get; init; }

    /// <summary>The groups that it serves in.</summary>
    public ImmutableArray<ServingGroup> Serving { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Why it is not known which groups depend on it, without a full stop; empty when it is.</summary>
    public string ServingGap { get; init => field = value ?? ""; } = "";

    /// <summary>
    /// What policies can ask about and could not be read, by its path in <see cref="DecisionSubject"/>. Unlike a gap it keeps nothing
    /// from being done but what a rule that asks about it would do unasked.
    /// </summary>
    public ImmutableArray<string> Unknown { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Facts that could not be read, each with the reason.</summary>
    public ImmutableArray<string> Gaps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The name under which <see cref="Captured"/> holds what a remediation would capture of a target.</summary>
    public static string CapturedKey(string remediation, FindingResource target) => $"{remediation} {target.Id}";
}
