using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>The intrinsic functions about numbers; each argument is rounded to an integer first.</summary>
internal static class MathFunctions
{
    public static JsonNode? Add(JsonNode?[] arguments)
    {
        decimal sum = (decimal)Arguments.Integer(arguments, 0) + Arguments.Integer(arguments, 1);
        return sum is >= int.MinValue and <= int.MaxValue
            ? JsonValue.Create((int)sum)
            : throw new SyntaxFault($"the sum {sum} is no integer of 32 bits");
    }

    /// <summary>From the first number, itself included, up to the second, itself left out. The same seed gives the same number, though not AWS's.</summary>
    public static JsonNode? Random(JsonNode?[] arguments)
    {
        (long first, long last) = (Arguments.Integer(arguments, 0), Arguments.Integer(arguments, 1));
        if (first >= last || last - first > int.MaxValue)
            throw Arguments.Unfit(arguments, 1, $"above {first}, by at most {int.MaxValue}");
        int span = (int)(last - first);
        int step = arguments.Length == 3 ? Seeded(Arguments.Integer(arguments, 2), span) : RandomNumberGenerator.GetInt32(span);
        return JsonValue.Create(first + step);
    }

    private static int Seeded(long seed, int span)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}"));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)span);
    }
}
