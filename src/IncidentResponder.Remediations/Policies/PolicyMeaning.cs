using System.Text.Json;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Policies;

/// <summary>
/// Says a policy in one way: AWS gives policies back with lists in another order, with one value instead of a list of one, and with the
/// ARN of an account's root instead of its number.
/// </summary>
internal static class PolicyMeaning
{
    /// <summary>The policy in that way.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(OfMember).Order(StringComparer.Ordinal))}}}",
        JsonValueKind.Array => OfList(value.EnumerateArray().Select(Of)),
        _ => Quoted(JsonValues.TextOf(value)),
    };

    private static string OfMember(JsonProperty member) =>
        $"{Quoted(member.Name)}:{(member.Name is "Principal" or "NotPrincipal" ? OfPrincipal(member.Value) : Of(member.Value))}";

    private static string OfPrincipal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() == PolicyPrincipal.Everybody => $"{{{Quoted("AWS")}:{Quoted(PolicyPrincipal.Everybody)}}}",
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(kind => $"{Quoted(kind.Name)}:{OfList(JsonValues.Of(kind.Value).Select(Account))}").Order(StringComparer.Ordinal))}}}",
        _ => Of(value),
    };

    private static string OfList(IEnumerable<string> values)
    {
        var sorted = values.Distinct().Order(StringComparer.Ordinal).ToList();
        return sorted is [var only] ? only : $"[{string.Join(',', sorted)}]";
    }

    private static string Account(string principal) =>
        Quoted(principal.Split(':', 6) is ["arn", _, "iam", "", var account, "root"] && AccountId.TryParse(account, out _) ? account : principal);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
