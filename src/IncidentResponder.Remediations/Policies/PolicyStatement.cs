using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Policies;

/// <summary>A statement of a resource policy: whom it lets in.</summary>
internal sealed record PolicyStatement
{
    /// <summary>Its Sid; "number 3" when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Those whom it lets in; none when it denies.</summary>
    public required ImmutableArray<PolicyPrincipal> Principals { get; init; }

    /// <summary>As the policy has it.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>The widest of its principals.</summary>
    public Audience Audience => Principals.Select(one => one.Audience).DefaultIfEmpty(Audience.Inside).Max();

    /// <summary>Reads a statement.</summary>
    /// <param name="json">The statement.</param>
    /// <param name="place">Its place in the policy, from 1.</param>
    /// <param name="owner">The account that owns what the policy is on.</param>
    public static PolicyStatement Read(JsonElement json, int place, AccountId owner) => new()
    {
        Name = json.ValueKind is JsonValueKind.Object && json.TryGetProperty("Sid", out var sid) ? JsonValues.TextOf(sid) : $"number {place}",
        Principals = [.. AllowedBy(json, owner)],
        Json = json,
    };

    /// <summary>"Statement PublicRead (*)".</summary>
    public override string ToString() => $"Statement {Name} ({string.Join(", ", Principals)})";

    private static IEnumerable<PolicyPrincipal> AllowedBy(JsonElement json, AccountId owner)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("Effect", out var effect))
            return [new("Statement", "without an effect", Audience.Unclear)];
        if (JsonValues.TextOf(effect) == "Deny")
            return [];

        var everybody = json.TryGetProperty("Condition", out var condition) ? PolicyCondition.Narrows(condition, owner) : Audience.Public;
        return json switch
        {
            _ when JsonValues.TextOf(effect) != "Allow" => [new("Effect", JsonValues.TextOf(effect), Audience.Unclear)],
            _ when json.TryGetProperty("Principal", out var principal) => PolicyPrincipal.Read(principal, everybody, owner),
            _ when json.TryGetProperty("NotPrincipal", out var but) => [new("NotPrincipal", but.GetRawText(), everybody)],
            _ => [new("Statement", "without a principal", Audience.Unclear)],
        };
    }
}
