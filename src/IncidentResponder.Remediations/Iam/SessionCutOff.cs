using System.Globalization;
using System.Text.Json;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Iam;

/// <summary>The policy that refuses the sessions of a role that were issued before a time, as the IAM console writes it.</summary>
internal static class SessionCutOff
{
    /// <summary>Its name, which the IAM console gives it as well.</summary>
    public const string PolicyName = "AWSRevokeOlderSessions";

    private const string Written = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Readable = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>The document.</summary>
    /// <param name="at">The time; it is written in UTC.</param>
    public static string Document(DateTimeOffset at) => With(at.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture));

    /// <summary>The time of such a document; null when it says anything else.</summary>
    /// <param name="document">A document; null when there is none.</param>
    public static DateTimeOffset? Of(string? document)
    {
        try
        {
            return document is not null && Time(JsonElement.Parse(document)) is { } time
                && DateTimeOffset.TryParseExact(time, Readable, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && PolicyMeaning.Of(JsonElement.Parse(document)) == PolicyMeaning.Of(JsonElement.Parse(With(time)))
                ? at
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string With(string time) =>
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["*"],"Resource":["*"],"Condition":{"DateLessThan":{"aws:TokenIssueTime":"TIME"}}}]}"""
            .Replace("TIME", time, StringComparison.Ordinal);

    private static string? Time(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .Select(member => member.Name == "aws:TokenIssueTime" ? JsonValues.Of(member.Value).FirstOrDefault() : Time(member.Value))
            .FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(Time).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
