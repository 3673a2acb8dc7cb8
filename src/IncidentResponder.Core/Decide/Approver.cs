using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>Says who may approve. Whoever the finding is about may not.</summary>
public static class Approver
{
    /// <summary>The tag that names a target's owner, by name or e-mail address.</summary>
    private const string OwnerTag = "owner";

    /// <summary>Whether a text can be an e-mail address: something, "@", a host; no spaces or control characters.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 254
        && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && text.All(c => c is > ' ' and < '\x7f' and not (',' or ';' or '<' or '>' or '"'));

    /// <summary>Reads a list of addresses with commas between them, as a deployment gives it; what is no address is left out.</summary>
    public static ImmutableArray<string> List(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries).Where(IsAddress).Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>Splits the people of the policy into those who may answer for an incident and the reasons why others may not.</summary>
    /// <param name="approvers">The policy's approvers.</param>
    /// <param name="principal">The identity that the finding names.</param>
    /// <param name="facts">The target's facts.</param>
    public static (ImmutableArray<string> May, ImmutableArray<string> WhyNot) Among(
        ImmutableArray<string> approvers, FindingPrincipal? principal, TargetFacts facts)
    {
        var named = approvers.ToLookup(approver => WhyNamed(approver, principal));
        var rest = named[null].ToImmutableArray();
        var owners = rest.ToLookup(approver => WhyOwner(approver, facts));
        var others = owners[null].ToImmutableArray();

        // Whoever can tag the target could name the only approver as its owner: a tag alone never leaves nobody to ask.
        var owned = others.IsEmpty ? [] : owners.Select(group => group.Key).OfType<string>();
        return (others.IsEmpty ? rest : others, [.. named.Select(group => group.Key).OfType<string>(), .. owned]);
    }

    private static string? WhyNamed(string approver, FindingPrincipal? principal) =>
        new[] { principal?.Name, principal?.PrincipalId?.Split(':')[^1] }.OfType<string>()
            .FirstOrDefault(name => IsSamePerson(approver, name)) is { } named
            ? $"{approver} may not approve: the finding is about {named}."
            : null;

    private static string? WhyOwner(string approver, TargetFacts facts) =>
        facts.Tags.FirstOrDefault(tag => tag.Key.Equals(OwnerTag, StringComparison.OrdinalIgnoreCase)).Value is { } owner
        && IsSamePerson(approver, owner)
            ? $"{approver} may not approve: the target belongs to {owner}."
            : null;

    /// <summary>The address by which a person is counted: in lower case, without what follows a "+" in its name.</summary>
    public static string PersonOf(string address) =>
        address.Split('@') is [var name, var host] ? $"{name.Split('+')[0]}@{host}".ToLowerInvariant() : address.ToLowerInvariant();

    /// <summary>"Jane+aws@example.com" is the same person as "jane" and as "jane@example.com".</summary>
    private static bool IsSamePerson(string approver, string name) =>
        approver.Equals(name, StringComparison.OrdinalIgnoreCase) || Local(approver).Equals(Local(name), StringComparison.OrdinalIgnoreCase);

    private static string Local(string address) => address.Split('@')[0].Split('+')[0];
}
