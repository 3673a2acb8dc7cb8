using System.Buffers;
using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Remediate;

/// <summary>
/// What a session of a member role may do, at most, and for one step: its remediation's reads, and its writes on what was approved.
/// The role may be wide; a session never is.
/// </summary>
public static class SessionPolicy
{
    /// <summary>The most characters that STS takes.</summary>
    public const int Most = 2048;

    /// <summary>The policy as JSON text.</summary>
    /// <param name="remediation">The remediation.</param>
    /// <param name="target">The target of the step.</param>
    public static string For(RemediationDescription remediation, FindingResource target)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            if (!remediation.Reads.IsEmpty)
                Allow(writer, remediation.Reads, ["*"]);
            if (!remediation.Writes.IsEmpty)
                Allow(writer, remediation.Writes, remediation.Scope.Select(arn => ArnOf(arn, target)));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>An ARN of a scope, with the target's values in it. An id that could widen it is taken as nothing.</summary>
    internal static string ArnOf(string scope, FindingResource target) => scope
        .Replace("{partition}", Arn.PartitionOf(target.Region), StringComparison.Ordinal)
        .Replace("{region}", target.Region, StringComparison.Ordinal)
        .Replace("{account}", target.Account.Value, StringComparison.Ordinal)
        .Replace("{id}", target.Id.AsSpan().ContainsAny("*?${}") ? "none" : target.Id, StringComparison.Ordinal);

    private static void Allow(Utf8JsonWriter writer, IEnumerable<string> actions, IEnumerable<string> resources)
    {
        writer.WriteStartObject();
        writer.WriteString("Effect", "Allow");
        Write(writer, "Action", actions);
        Write(writer, "Resource", resources);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
