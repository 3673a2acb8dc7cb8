using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentResponder.Remediations.Policies;

/// <summary>Writes parts of a policy anew; what stays is written as it was, byte for byte.</summary>
internal static class PolicyText
{
    private static readonly JsonWriterOptions AsPoliciesAre = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The policy with other statements.</summary>
    /// <param name="policy">The whole policy.</param>
    /// <param name="statements">Its statements, as JSON text.</param>
    public static string WithStatements(JsonElement policy, IReadOnlyList<string> statements) =>
        With(policy, "Statement", $"[{string.Join(',', statements)}]");

    /// <summary>A statement for those of its principals who stay; null when none does.</summary>
    public static string? Keeping(PolicyStatement statement, Func<PolicyPrincipal, bool> stays)
    {
        if (statement.Principals.All(stays))
            return statement.Json.GetRawText();

        var left = statement.Principals.Where(stays).ToList();
        return left.Count == 0 ? null : With(statement.Json, "Principal", Write(writer =>
        {
            foreach (var kind in left.GroupBy(principal => principal.Kind))
            {
                writer.WriteStartArray(kind.Key);
                foreach (var principal in kind)
                    writer.WriteStringValue(principal.Name);
                writer.WriteEndArray();
            }
        }));
    }

    private static string With(JsonElement whole, string name, string value) => Write(writer =>
    {
        foreach (var member in whole.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            writer.WriteRawValue(member.Name == name ? value : member.Value.GetRawText(), skipInputValidation: true);
        }
    });

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, AsPoliciesAre))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
