using System.Text.Json;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Policies;

/// <summary>One of those whom a statement lets in.</summary>
/// <param name="Kind">"AWS", "Service", "Federated", "CanonicalUser"; "*" when the policy names no kind, "NotPrincipal" for all but some.</param>
/// <param name="Name">As the policy names it.</param>
/// <param name="Audience">Who that is.</param>
internal sealed record PolicyPrincipal(string Kind, string Name, Audience Audience)
{
    /// <summary>"*" where the policy means everybody.</summary>
    public const string Everybody = "*";

    /// <summary>Whom a name in a policy or a grant means.</summary>
    /// <param name="name">An account, an ARN or a service.</param>
    /// <param name="owner">The account that owns what the policy is on.</param>
    public static Audience Of(string name, AccountId owner) => name switch
    {
        _ when AccountId.TryParse(name, out var account) => Of(account, owner),
        _ when name.Split(':', 6) is ["arn", _, "iam" or "sts", _, var account, _] => account == "cloudfront" ? Audience.Inside
            : AccountId.TryParse(account, out var its) ? Of(its, owner) : Audience.Unclear,
        _ when name.EndsWith(".amazonaws.com", StringComparison.Ordinal) || name.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) => Audience.Inside,
        _ => Audience.Unclear,
    };

    /// <summary>The principals that a statement allows.</summary>
    /// <param name="principal">The value of "Principal".</param>
    /// <param name="everybody">Whom "*" means under the statement's condition.</param>
    /// <param name="owner">The account that owns what the policy is on.</param>
    public static IEnumerable<PolicyPrincipal> Read(JsonElement principal, Audience everybody, AccountId owner) => principal.ValueKind switch
    {
        JsonValueKind.String when principal.GetString() == Everybody => [new(Everybody, Everybody, everybody)],
        JsonValueKind.Object => principal.EnumerateObject().SelectMany(kind => JsonValues.Of(kind.Value).Select(name => Named(kind.Name, name, everybody, owner))),
        _ => [new("Principal", principal.GetRawText(), Audience.Unclear)],
    };

    /// <inheritdoc/>
    public override string ToString() => Kind is "AWS" or Everybody ? Name : $"{Kind} {Name}";

    private static PolicyPrincipal Named(string kind, string name, Audience everybody, AccountId owner) => new(kind, name, (kind, name) switch
    {
        ("Service", _) => Audience.Inside,
        (_, Everybody) => everybody,
        ("AWS" or "Federated", _) => Of(name, owner),
        _ => Audience.Unclear,
    });

    private static Audience Of(AccountId account, AccountId owner) => account == owner ? Audience.Inside : Audience.OutsideAccount;
}
