using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>A whole number that the definition gives, or a path to it.</summary>
/// <param name="Field">The field that gives it, such as <c>TimeoutSecondsPath</c>.</param>
/// <param name="Number">The number; unused with a path.</param>
/// <param name="Path">Where the number stands in the input.</param>
internal sealed record Amount(string Field, int Number, JsonPath? Path)
{
    /// <summary>AWS's bound on seconds, about three years.</summary>
    public const int Most = 99_999_999;

    /// <exception cref="StatesFault">The path leads nowhere, or to anything but a whole number within bounds.</exception>
    public int Read(Scope scope, int fewest)
    {
        if (Path is null)
            return Number;
        if (!Path.TryRead(scope, out JsonNode? value))
            throw new StatesFault(StatesFault.Runtime, $"The {Field} parameter does not reference an input value: {Path.Text}");
        decimal number = JsonText.AsNumber(value) ?? throw Unfit("cannot be parsed as a long value", value);
        if (number != decimal.Truncate(number))
            throw Unfit("cannot be parsed as a long value", value);
        if (number < fewest || number > Most)
            throw Unfit(number < 0 ? "references a negative value" : $"must reference a value from {fewest} to {Most}", value);
        return (int)number;
    }

    private StatesFault Unfit(string why, JsonNode? value) =>
        new(StatesFault.Runtime, $"The {Field} parameter {why}: {Path!.Text} == {JsonText.Write(value)}");
}
