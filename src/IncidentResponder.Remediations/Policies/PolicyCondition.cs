using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Policies;

/// <summary>
/// Judges whom "*" still means under a condition. Only what has to be there and to be equal narrows it: neither a negation, nor an
/// "…IfExists" or "ForAllValues:…", which hold for callers who lack the key, nor a value that anybody can bring.
/// </summary>
internal static class PolicyCondition
{
    private static readonly HashSet<string> Equalities = new(StringComparer.OrdinalIgnoreCase)
    {
        "ArnEquals", "ArnLike", "Bool", "IpAddress", "StringEquals", "StringEqualsIgnoreCase", "StringLike",
    };

    /// <summary>Whom "*" means under a condition.</summary>
    /// <param name="condition">The value of "Condition".</param>
    /// <param name="owner">The account that owns what the policy is on.</param>
    public static Audience Narrows(JsonElement condition, AccountId owner)
    {
        if (condition.ValueKind is not JsonValueKind.Object)
            return Audience.Unclear;

        var audiences =
            from clause in condition.EnumerateObject()
            where Equalities.Contains(Operator(clause.Name)) && clause.Value.ValueKind is JsonValueKind.Object
            from key in clause.Value.EnumerateObject()
            select JsonValues.Of(key.Value).Select(value => OfValue(key.Name.ToLowerInvariant(), value, owner)).DefaultIfEmpty(Audience.Public).Max();
        return audiences.DefaultIfEmpty(Audience.Public).Min();
    }

    private static string Operator(string name)
    {
        const string AnyOf = "ForAnyValue:";
        return name.StartsWith(AnyOf, StringComparison.OrdinalIgnoreCase) ? name[AnyOf.Length..] : name;
    }

    private static Audience OfValue(string key, string value, AccountId owner) => key switch
    {
        "aws:principalaccount" or "kms:calleraccount" => OfAccount(value, owner, Audience.OutsideAccount),
        "aws:sourceaccount" or "aws:sourceowner" or "s3:dataaccesspointaccount" => OfAccount(value, owner, Audience.Unclear),
        "aws:principalarn" => OfArn(value, owner, Audience.OutsideAccount),
        "aws:sourcearn" or "s3:dataaccesspointarn" => OfArn(value, owner, Audience.Unclear),
        "aws:principalisawsservice" => value is "true" ? Audience.Inside : Audience.Public,
        "aws:principalservicename" => Audience.Inside,
        "aws:sourceip" => OfAddresses(value),
        "aws:principalorgid" or "aws:principalorgpaths" or "aws:sourceorgid" or "aws:sourceorgpaths" or "aws:sourcevpc" or "aws:sourcevpce" or "aws:userid" =>
            IsOwners(value) || IsExact(value.Split('/', ':')[0]) ? Audience.Unclear : Audience.Public,
        _ => Audience.Public,
    };

    private static Audience OfAccount(string value, AccountId owner, Audience other) =>
        IsOwners(value) || value == owner.Value ? Audience.Inside
        : AccountId.TryParse(value, out _) ? other : Audience.Public;

    // The ARN of a bucket has no account; whoever may choose a part of its name may make such a bucket.
    private static Audience OfArn(string value, AccountId owner, Audience other) => value.Split(':', 6) switch
    {
        [_, _, _, _, "", var resource] => IsExact(resource) ? Audience.Unclear : Audience.Public,
        [_, _, _, _, var account, _] => OfAccount(account, owner, other),
        _ => Audience.Public,
    };

    // S3 counts wider ranges as public, too: 0.0.0.0/1 and 128.0.0.0/1 together are everybody.
    private static Audience OfAddresses(string value)
    {
        var parts = value.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address) || parts.Length == 1)
            return Audience.Unclear;

        var narrowest = address.AddressFamily is AddressFamily.InterNetwork ? 8 : 32;
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits < narrowest ? Audience.Public : Audience.Unclear;
    }

    // "${aws:ResourceAccount}": what the caller brings must be the owner's. Other variables hold what the caller brings itself.
    private static bool IsOwners(string value) => value.StartsWith("${aws:Resource", StringComparison.OrdinalIgnoreCase) && value.EndsWith('}');

    private static bool IsExact(string value) => value.Length > 0 && value.AsSpan().IndexOfAny('*', '?', '$') < 0;
}
