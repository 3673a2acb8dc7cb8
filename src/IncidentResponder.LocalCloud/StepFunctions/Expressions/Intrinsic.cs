using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>An intrinsic function.</summary>
/// <param name="Name">With its <c>States.</c>.</param>
/// <param name="Fewest">How many arguments it takes at least.</param>
/// <param name="Most">How many arguments it takes at most.</param>
/// <param name="Apply">Gives the result; a <see cref="SyntaxFault"/> says why an argument cannot be used.</param>
internal sealed record Intrinsic(string Name, int Fewest, int Most, Func<JsonNode?[], JsonNode?> Apply)
{
    /// <summary>AWS's limit on what one function takes.</summary>
    private const int Any = 100;

    private static readonly Dictionary<string, Intrinsic> Known = new Intrinsic[]
    {
        new(TextFunctions.FormatName, 1, Any, TextFunctions.Format),
        new("States.StringSplit", 2, 2, TextFunctions.Split),
        new("States.UUID", 0, 0, TextFunctions.Uuid),
        new("States.Base64Encode", 1, 1, TextFunctions.Encode),
        new("States.Base64Decode", 1, 1, TextFunctions.Decode),
        new("States.Hash", 2, 2, TextFunctions.Hash),
        new("States.StringToJson", 1, 1, JsonFunctions.FromText),
        new("States.JsonToString", 1, 1, JsonFunctions.ToText),
        new("States.JsonMerge", 3, 3, JsonFunctions.Merge),
        new("States.Array", 0, Any, ArrayFunctions.Make),
        new("States.ArrayPartition", 2, 2, ArrayFunctions.Partition),
        new("States.ArrayContains", 2, 2, ArrayFunctions.Contains),
        new("States.ArrayRange", 3, 3, ArrayFunctions.Range),
        new("States.ArrayGetItem", 2, 2, ArrayFunctions.GetItem),
        new("States.ArrayLength", 1, 1, ArrayFunctions.Length),
        new("States.ArrayUnique", 1, 1, ArrayFunctions.Unique),
        new("States.MathRandom", 2, 3, MathFunctions.Random),
        new("States.MathAdd", 2, 2, MathFunctions.Add),
    }.ToDictionary(intrinsic => intrinsic.Name);

    public static Intrinsic? Find(string name) => Known.GetValueOrDefault(name);
}
