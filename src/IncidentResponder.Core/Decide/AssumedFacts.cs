using System.Collections.Immutable;

namespace IncidentResponder.Core.Decide;

/// <summary>Facts for trying a policy out where no live target is read: it exists, has no tags, and its state is taken as readable.</summary>
public static class AssumedFacts
{
    /// <summary>The facts.</summary>
    public static TargetFacts Ordinary { get; } = new()
    {
        Exists = true,
        Summary = ["Assumed: the target exists and has no tags."],
        Unknown = [SubjectPaths.Alias, SubjectPaths.Unit, SubjectPaths.Exposed],
        State = ImmutableSortedDictionary<string, string>.Empty.Add("assumed", "yes"),
    };
}
