using System.Collections.Immutable;

namespace IncidentResponder.Core.Approve;

/// <summary>The people whom the policy knows. Whoever is not written down is known by their e-mail address alone.</summary>
/// <param name="Known">Those who are written down.</param>
public sealed record People(ImmutableArray<Person> Known)
{
    /// <summary>Nobody is written down.</summary>
    public static People None { get; } = new(ImmutableArray<Person>.Empty);

    /// <summary>The person with this main or other address, without regard to case; null when nobody is written down with it.</summary>
    public Person? ByAddress(string address) => Known.FirstOrDefault(person =>
        person.Address.Equals(address, StringComparison.OrdinalIgnoreCase) || person.OtherAddresses.Contains(address, StringComparer.OrdinalIgnoreCase));

    /// <summary>The person with this id in Slack; null when nobody is.</summary>
    public Person? BySlackUser(string id) => Known.FirstOrDefault(person => person.SlackUser is { } known && known.Equals(id, StringComparison.Ordinal));

    /// <summary>The main address of whoever has this one: the same for all of a person's addresses.</summary>
    public string MainAddress(string address) => ByAddress(address)?.Address ?? address.ToLowerInvariant();
}
