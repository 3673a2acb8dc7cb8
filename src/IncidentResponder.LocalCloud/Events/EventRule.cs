using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>A rule of the default bus.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Arn">The rule's ARN.</param>
/// <param name="PatternText">The pattern as given.</param>
/// <param name="Enabled">Whether events are delivered.</param>
/// <param name="Targets">Where they go.</param>
public sealed record EventRule(string Name, string Arn, string PatternText, bool Enabled, ImmutableList<TargetSpec> Targets)
{
    private readonly EventPattern _pattern = ReadPattern(PatternText);

    /// <summary>Whether the event satisfies the pattern.</summary>
    public bool Matches(JsonElement subject) => _pattern.Matches(subject);

    private static EventPattern ReadPattern(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return EventPattern.Parse(document.RootElement);
    }
}
