using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>An object in a policy that is being read, and the faults found so far in the whole policy.</summary>
internal sealed record PolicyPage(JsonPlace Place, List<PolicyFault> Faults)
{
    /// <summary>The policy's people, once read.</summary>
    public People People { get; init; } = People.None;

    /// <summary>The policy's groups, once read.</summary>
    public ImmutableArray<ApproverGroup> Groups { get; init; } = [];

    public void Fault(JsonPlace place, string reason) => Faults.Add(new(place.Path, reason));

    /// <summary>Finds fault with members of other names, and with those that occur twice.</summary>
    public void Knows(params string[] names)
    {
        if (!Place.IsMissing && !Place.IsObject)
            Fault(Place, $"This must be an object, not {Place.Value.ValueKind}.");

        foreach (var member in Place.Members.Where(member => !names.Contains(member.Key, StringComparer.Ordinal)))
            Fault(member.Value, $"'{member.Key}' means nothing here; known are {string.Join(", ", names)}.");
        foreach (var twice in Place.Members.GroupBy(member => member.Key, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Fault(twice.Last().Value, $"'{twice.Key}' occurs twice; keep one.");
    }

    public PolicyPage Object(string name) => this with { Place = Place[name] };

    public IEnumerable<PolicyPage> Objects(string name)
    {
        if (Place[name].Value.ValueKind is not JsonValueKind.Array)
            Fault(Place[name], $"{name} must be a list; it may be empty.");

        return Place[name].Items.Select(item => this with { Place = item });
    }

    public string Text(string name)
    {
        if (Place[name].Text is { } text)
            return text;

        Fault(Place[name], $"{name} must be a text.");
        return "";
    }

    /// <summary>A list of texts; empty when absent.</summary>
    public ImmutableArray<string> Texts(string name) => Texts(Place[name]);

    /// <summary>A list of texts, or one text by itself.</summary>
    public ImmutableArray<string> Texts(JsonPlace place)
    {
        if (place.IsMissing)
            return [];

        if (place.Text is { } only)
            return [only];

        if (place.Value.ValueKind is not JsonValueKind.Array || place.Items.Any(item => item.Text is null))
            Fault(place, "This must be a list of texts.");

        return [.. place.Items.Select(item => item.Text).OfType<string>()];
    }

    /// <summary>A list of e-mail addresses and groups; nobody when absent.</summary>
    public WhoIsMeant Approvers(string name)
    {
        var names = Texts(name);
        foreach (var other in names.Where(one => !Approver.IsAddress(one) && !IsGroup(one)))
        {
            Fault(
                Place[name],
                other.StartsWith(ApproverGroup.Prefix, StringComparison.Ordinal)
                    ? $"Approver '{other}' names no group of this policy; known are {(Groups.IsEmpty ? "none" : string.Join(", ", Groups.Select(group => group.Name)))}."
                    : $"Approver '{other}' is no e-mail address such as responder@example.com, and no group such as group:on-call.");
        }

        return WhoIsMeant.By(names, Groups, People);
    }

    /// <summary>A list of e-mail addresses, in lower case and each once; empty when absent.</summary>
    public ImmutableArray<string> Addresses(string name)
    {
        var addresses = Texts(name);
        foreach (var other in addresses.Where(address => !Approver.IsAddress(address)))
            Fault(Place[name], $"'{other}' is no e-mail address such as responder@example.com.");

        return [.. addresses.Select(address => address.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    private bool IsGroup(string name) => Groups.Any(group => name == ApproverGroup.Prefix + group.Name);

    /// <summary>A member of an enumeration by its exact name.</summary>
    public T Choice<T>(string name, T? absent)
        where T : struct, Enum
    {
        if (Place[name].IsMissing && absent is { } usual)
            return usual;

        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString() == Place[name].Text)
                return value;
        }

        Fault(Place[name], $"{name} is '{Place[name].TextUpTo(40)}' but must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return default;
    }

    /// <summary>One of several texts; null when absent.</summary>
    public string? OneOf(string name, params string[] choices)
    {
        if (Place[name].IsMissing || choices.Contains(Place[name].Text, StringComparer.Ordinal))
            return Place[name].Text;

        Fault(Place[name], $"{name} is '{Place[name].TextUpTo(40)}' but must be one of {string.Join(", ", choices)}.");
        return null;
    }

    /// <summary>An event pattern; null when absent.</summary>
    public EventPattern? Pattern(string name)
    {
        if (Place[name].IsMissing)
            return null;

        try
        {
            return EventPattern.Parse(Place[name].Value);
        }
        catch (FormatException fault)
        {
            Fault(Place[name], fault.Message);
            return null;
        }
    }

    /// <summary>A duration from a minute to a day.</summary>
    public int Seconds(string name, int absent) => Whole(name, absent, 60, 86_400, " of seconds");

    /// <summary>A whole number between two bounds, both included.</summary>
    public int Whole(string name, int absent, int least, int most, string what = "")
    {
        if (Place[name].IsMissing)
            return absent;

        if (Place[name].Value.ValueKind is JsonValueKind.Number && Place[name].Value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        Fault(Place[name], $"{name} must be a whole number{what} from {least} to {most}.");
        return absent;
    }

    /// <summary>A number from 0 to 1.</summary>
    public double Share(string name, double absent)
    {
        if (Place[name].IsMissing)
            return absent;

        if (Place[name].Value.ValueKind is JsonValueKind.Number && Place[name].Number is { } number && number is >= 0 and <= 1)
            return number;

        Fault(Place[name], $"{name} must be a number from 0 to 1.");
        return absent;
    }
}
