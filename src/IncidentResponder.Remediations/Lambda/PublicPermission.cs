using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Model;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>
/// A statement by which everybody may use a function, as the call that makes it. Lambda builds statements from calls, so that each has a
/// call which makes it again.
/// </summary>
internal sealed record PublicPermission
{
    /// <summary>The alias or version whose policy has it; null in the function's own.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The statement's id.</summary>
    public required string StatementId { get; init; }

    /// <summary>What it allows: "lambda:InvokeFunctionUrl".</summary>
    public required string Action { get; init; }

    /// <summary>The resource for which it holds, as a pattern.</summary>
    public string? SourceArn { get; init; }

    /// <summary>The account of that resource.</summary>
    public string? SourceAccount { get; init; }

    /// <summary>A token that the event source must bring.</summary>
    public string? EventSourceToken { get; init; }

    /// <summary>The organisation of the callers.</summary>
    public string? PrincipalOrgId { get; init; }

    /// <summary>The AuthType of the URL for which it holds.</summary>
    public string? FunctionUrlAuthType { get; init; }

    /// <summary>Whether it holds only through a URL.</summary>
    public bool? InvokedViaFunctionUrl { get; init; }

    /// <summary>The revision of the live policy; null in one that was captured.</summary>
    [JsonIgnore]
    public string? Revision { get; init; }

    /// <summary>Reads a statement; null when no call makes exactly it.</summary>
    public static PublicPermission? From(JsonElement statement, string? qualifier, string? revision)
    {
        if (!statement.TryGetProperty("Sid", out var sid) || !statement.TryGetProperty("Action", out var action) || action.ValueKind is not JsonValueKind.String)
            return null;

        var permission = new PublicPermission { Qualifier = qualifier, StatementId = JsonValues.TextOf(sid), Action = JsonValues.TextOf(action), Revision = revision };
        var conditions = !statement.TryGetProperty("Condition", out var condition) ? []
            : condition.EnumerateObject().SelectMany(clause => clause.Value.EnumerateObject().Select(key => ($"{clause.Name} {key.Name}".ToUpperInvariant(), JsonValues.TextOf(key.Value))));
        return conditions.Aggregate((PublicPermission?)permission, (made, one) => made?.Under(one.Item1, one.Item2));
    }

    /// <summary>The call that makes it again.</summary>
    public AddPermissionRequest ToRequest(string function) => new()
    {
        FunctionName = function,
        Qualifier = Qualifier,
        StatementId = StatementId,
        Action = Action,
        Principal = PolicyPrincipal.Everybody,
        SourceArn = SourceArn,
        SourceAccount = SourceAccount,
        EventSourceToken = EventSourceToken,
        PrincipalOrgID = PrincipalOrgId,
        FunctionUrlAuthType = FunctionUrlAuthType,
        InvokedViaFunctionUrl = InvokedViaFunctionUrl,
    };

    /// <summary>All that makes it, for people.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        $"{StatementId} of {Qualifier ?? "the function"}",
        Action,
        SourceArn is null ? null : $"SourceArn={SourceArn}",
        SourceAccount is null ? null : $"SourceAccount={SourceAccount}",
        EventSourceToken is null ? null : $"EventSourceToken={EventSourceToken}",
        PrincipalOrgId is null ? null : $"PrincipalOrgID={PrincipalOrgId}",
        FunctionUrlAuthType is null ? null : $"FunctionUrlAuthType={FunctionUrlAuthType}",
        InvokedViaFunctionUrl is null ? null : $"InvokedViaFunctionUrl={InvokedViaFunctionUrl}",
    }.OfType<string>());

    private PublicPermission? Under(string condition, string value) => condition switch
    {
        "ARNLIKE AWS:SOURCEARN" => this with { SourceArn = value },
        "STRINGEQUALS AWS:SOURCEACCOUNT" => this with { SourceAccount = value },
        "STRINGEQUALS LAMBDA:EVENTSOURCETOKEN" => this with { EventSourceToken = value },
        "STRINGEQUALS AWS:PRINCIPALORGID" => this with { PrincipalOrgId = value },
        "STRINGEQUALS LAMBDA:FUNCTIONURLAUTHTYPE" => this with { FunctionUrlAuthType = value },
        "BOOL LAMBDA:INVOKEDVIAFUNCTIONURL" => this with { InvokedViaFunctionUrl = value == "true" },
        _ => null,
    };
}
