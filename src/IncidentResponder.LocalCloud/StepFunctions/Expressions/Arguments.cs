using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>Takes an intrinsic function's arguments as the types that it needs.</summary>
internal static class Arguments
{
    public static string Text(JsonNode?[] arguments, int place) =>
        JsonText.AsText(arguments[place]) ?? throw Unfit(arguments, place, "a string");

    public static decimal Number(JsonNode?[] arguments, int place) =>
        JsonText.AsNumber(arguments[place]) ?? throw Unfit(arguments, place, "a number");

    /// <summary>A number rounded to an integer, halves upwards, as AWS does.</summary>
    public static long Integer(JsonNode?[] arguments, int place)
    {
        decimal rounded = Math.Floor(Number(arguments, place) + 0.5m);
        return rounded is >= long.MinValue and <= long.MaxValue ? (long)rounded : throw Unfit(arguments, place, "an integer of 64 bits");
    }

    public static JsonArray Array(JsonNode?[] arguments, int place) =>
        arguments[place] as JsonArray ?? throw Unfit(arguments, place, "an array");

    public static JsonObject Object(JsonNode?[] arguments, int place) =>
        arguments[place] as JsonObject ?? throw Unfit(arguments, place, "an object");

    public static SyntaxFault Unfit(JsonNode?[] arguments, int place, string needed) =>
        new($"argument {place + 1} must be {needed}, not {JsonText.Write(arguments[place])}");
}
