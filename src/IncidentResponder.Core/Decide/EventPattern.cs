using System.Collections.Immutable;
using System.Text.Json;

namespace IncidentResponder.Core.Decide;

/// <summary>
/// An event pattern by EventBridge's rules: every field it names must hold one of the values it lists.
/// A pattern that goes through an array of objects holds when one element satisfies all of its fields together.
/// </summary>
public sealed class EventPattern
{
    private readonly ImmutableArray<PatternAlternative> _alternatives;

    private EventPattern(ImmutableArray<PatternAlternative> alternatives) => _alternatives = alternatives;

    /// <summary>Reads a pattern; it may be kept after the document it came from is disposed.</summary>
    /// <exception cref="FormatException">The pattern isn't one that EventBridge would accept; the message names the field.</exception>
    public static EventPattern Parse(JsonElement pattern) => new(EventPatternReader.Read(pattern)) { Paths = PatternPaths.In(pattern) };

    /// <summary>The paths of the fields that it names, such as "target.exposed".</summary>
    public ImmutableSortedSet<string> Paths { get; private init; } = [];

    /// <summary>Whether it names a field at a path, within it, or around it.</summary>
    public bool Names(string path) => PatternPaths.Meet(Paths, path);

    /// <summary>Whether the event satisfies the pattern. An event that is no JSON object satisfies none.</summary>
    public bool Matches(JsonElement subject)
    {
        if (subject.ValueKind is not JsonValueKind.Object)
            return false;
        foreach (PatternAlternative alternative in _alternatives)
        {
            if (alternative.Matches(subject))
                return true;
        }

        return false;
    }
}
