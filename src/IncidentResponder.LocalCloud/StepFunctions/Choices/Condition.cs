using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.Choices;

/// <summary>What a Choice state asks of its input. Parts are asked in order, and no more of them than are needed.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    /// <exception cref="StatesFault">A path leads nowhere.</exception>
    public abstract bool Holds(Scope scope);

    public sealed record And(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool Holds(Scope scope) => Parts.All(part => part.Holds(scope));
    }

    public sealed record Or(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool Holds(Scope scope) => Parts.Any(part => part.Holds(scope));
    }

    public sealed record Not(Condition Part) : Condition
    {
        public override bool Holds(Scope scope) => !Part.Holds(scope);
    }

    public sealed record IsPresent(JsonPath Variable, bool Expected) : Condition
    {
        public override bool Holds(Scope scope) => Variable.TryRead(scope, out _) == Expected;
    }

    public sealed record Test(JsonPath Variable, Comparison Comparison, JsonNode? Expected) : Condition
    {
        public override bool Holds(Scope scope) => Comparison.Holds(Read(Variable, scope), Expected);
    }

    public sealed record TestAgainst(JsonPath Variable, Comparison Comparison, JsonPath Expected) : Condition
    {
        public override bool Holds(Scope scope) => Comparison.Holds(Read(Variable, scope), Read(Expected, scope));
    }

    private static JsonNode? Read(JsonPath path, Scope scope) =>
        path.TryRead(scope, out JsonNode? value)
            ? value
            : throw new StatesFault(
                StatesFault.Runtime,
                $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
}
