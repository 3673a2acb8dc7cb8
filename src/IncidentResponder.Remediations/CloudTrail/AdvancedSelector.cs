using System.Collections.Immutable;
using Amazon.CloudTrail.Model;

namespace IncidentResponder.Remediations.CloudTrail;

/// <summary>An advanced event selector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Conditions">What an event has to match, all of it.</param>
internal sealed record AdvancedSelector(string? Name, ImmutableArray<AdvancedSelector.Condition> Conditions)
{
    /// <summary>All management events, and no others.</summary>
    public static AdvancedSelector AllManagement { get; } =
        new("incident-responder: all management events", [new("eventCategory", ["Management"], [], [], [], [], [])]);

    /// <summary>Whether management events that change something are recorded. A condition that is not known here may leave some out.</summary>
    public bool RecordsWrites => Conditions.Any(one => one is { Field: "eventCategory", Equal: ["Management"] })
        && Conditions.All(one => one.Field is "eventCategory" || one is { Field: "eventSource", Equal: [], NotEqual: not [] } or { Field: "readOnly", Equal: ["false"] });

    /// <summary>As CloudTrail shows it.</summary>
    public static AdvancedSelector Of(AdvancedEventSelector selector) => new(selector.Name, [.. (selector.FieldSelectors ?? []).Select(Condition.Of)]);

    /// <summary>As CloudTrail takes it.</summary>
    public AdvancedEventSelector ToSelector() => new() { Name = Name, FieldSelectors = [.. Conditions.Select(one => one.ToSelector())] };

    /// <summary>For people.</summary>
    public override string ToString() => $"\"{Name}\": {string.Join(" and ", Conditions.Select(one => one.ToString()))}";

    /// <summary>A condition on one field of an event.</summary>
    internal sealed record Condition(
        string Field,
        ImmutableArray<string> Equal,
        ImmutableArray<string> NotEqual,
        ImmutableArray<string> Begin,
        ImmutableArray<string> NotBegin,
        ImmutableArray<string> End,
        ImmutableArray<string> NotEnd)
    {
        /// <summary>As CloudTrail shows it.</summary>
        public static Condition Of(AdvancedFieldSelector one) => new(
            one.Field, [.. one.Equals ?? []], [.. one.NotEquals ?? []], [.. one.StartsWith ?? []], [.. one.NotStartsWith ?? []], [.. one.EndsWith ?? []], [.. one.NotEndsWith ?? []]);

        /// <summary>As CloudTrail takes it.</summary>
        public AdvancedFieldSelector ToSelector() => new()
        {
            Field = Field,
            Equals = OrNone(Equal),
            NotEquals = OrNone(NotEqual),
            StartsWith = OrNone(Begin),
            NotStartsWith = OrNone(NotBegin),
            EndsWith = OrNone(End),
            NotEndsWith = OrNone(NotEnd),
        };

        /// <summary>For people.</summary>
        public override string ToString() => Field
            + Told(" is", Equal) + Told(" is not", NotEqual) + Told(" begins with", Begin) + Told(" does not begin with", NotBegin) + Told(" ends in", End) + Told(" does not end in", NotEnd);

        private static string Told(string how, ImmutableArray<string> values) => values.IsEmpty ? "" : $"{how} {string.Join(" or ", values)}";

        // CloudTrail refuses an empty list.
        private static List<string>? OrNone(ImmutableArray<string> values) => values.IsEmpty ? null : [.. values];
    }
}
