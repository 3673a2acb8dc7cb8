using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
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
    /// <param name="people">The people behind the addresses.</param>
    public static (ImmutableArray<string> May, ImmutableArray<string> WhyNot) Among(
        ImmutableArray<string> approvers, FindingPrincipal? principal, TargetFacts facts, People people)
    {
        var named = approvers.ToLookup(approver => WhyNamed(approver, principal, people));
        var rest = named[null].ToImmutableArray();
        var owners = rest.ToLookup(approver => WhyOwner(approver, facts, people));
        var others = owners[null].ToImmutableArray();

        // Whoever can tag the target could name the only approver as its owner: a tag alone never leaves nobody to ask.
        var owned = others.IsEmpty ? [] : owners.Select(group => group.Key).OfType<string>();
        return (others.IsEmpty ? rest : others, [.. named.Select(group => group.Key).OfType<string>(), .. owned]);
    }

    private static string? WhyNamed(string approver, FindingPrincipal? principal, People people) =>
        new[] { principal?.Name, principal?.PrincipalId?.Split(':')[^1] }.OfType<string>()
            .FirstOrDefault(name => IsSamePerson(approver, name, people)) is { } named
            ? $"{approver} may not approve: the finding is about {named}."
            : null;

    private static string? WhyOwner(string approver, TargetFacts facts, People people) =>
        facts.Tags.FirstOrDefault(tag => tag.Key.Equals(OwnerTag, StringComparison.OrdinalIgnoreCase)).Value is { } owner
        && IsSamePerson(approver, owner, people)
            ? $"{approver} may not approve: the target belongs to {owner}."
            : null;

    /// <summary>The address by which a person is counted: in lower case, without what follows a "+" in its name.</summary>
    public static string PersonOf(string address) =>
        address.Split('@') is [var name, var host] ? $"{name.Split('+')[0]}@{host}".ToLowerInvariant() : address.ToLowerInvariant();

    /// <summary>
    /// Whether a name is the approver's: "Jane+aws@example.com" is the same person as "jane" and as "jane@example.com", and so are
    /// the names that the policy gives the person.
    /// </summary>
    /// <param name="approver">An e-mail address.</param>
    /// <param name="name">A name or an e-mail address.</param>
    /// <param name="people">The people behind the addresses.</param>
    public static bool IsSamePerson(string approver, string name, People people) =>
        people.ByAddress(approver) is { } person
            ? person.OtherAddresses.Prepend(person.Address).Any(address => IsName(address, name)) || person.Principals.Contains(name, StringComparer.OrdinalIgnoreCase)
            : IsName(approver, name);

    private static bool IsName(string address, string name) =>
        address.Equals(name, StringComparison.OrdinalIgnoreCase) || Local(address).Equals(Local(name), StringComparison.OrdinalIgnoreCase);

    private static string Local(string address) => address.Split('@')[0].Split('+')[0];
}
