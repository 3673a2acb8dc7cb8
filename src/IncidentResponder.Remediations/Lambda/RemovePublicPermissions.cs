using System.Text.Json.Serialization;
using Amazon.Lambda.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>
/// Removes from a function's policy, and from those of its aliases and versions, the statements that let everybody in. Each removal names
/// the revision that was read, so that it removes nothing else.
/// </summary>
internal sealed partial class RemovePublicPermissions(AwsClients aws)
    : Remediation<RemovePublicPermissions.State>(aws, RemovePublicPermissionsJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Lambda/RemovePublicPermissions",
        Title = "Take everybody out of the policies of function {target}",
        Why = "Nobody invokes the function from an account that its policies do not name.",
        TargetType = "AwsLambdaFunction",
        Resolves = ["CryptoCurrency:Lambda/*", "Backdoor:Lambda/*", "Trojan:Lambda/*", "UnauthorizedAccess:Lambda/*", "Lambda.1"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["lambda:GetFunction", "lambda:GetPolicy", "lambda:ListAliases", "lambda:ListVersionsByFunction"],
        Writes = ["lambda:AddPermission", "lambda:RemovePermission"],
        Scope = ["arn:{partition}:lambda:{region}:{account}:function:{id}", "arn:{partition}:lambda:{region}:{account}:function:{id}:*"],
        MayBreak =
            "Callers of public URLs, and of other accounts that are not named, are answered 403. Statements for AWS services, for named accounts and for an " +
            "organisation stay, even those for a service that name neither a resource nor an account.",
        HowToVerify = "aws lambda get-policy --function-name FUNCTION (and with --qualifier for each alias and version) shows no statement with Principal * that anybody meets.",
        HowToUndo =
            "Undo adds the statements again as they were; whom they let in is let in again at once. " +
            "By hand: aws lambda add-permission --function-name FUNCTION --qualifier QUALIFIER --statement-id SID --action ACTION --principal '*'.",
    };

    /// <inheritdoc/>
    protected override Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel) => LiveFunction.ReadAsync<State>(Aws.Lambda, target, async _ =>
    {
        var found = new List<PublicPermission>();
        foreach (var (qualifier, policy) in await FunctionPolicies.ReadAsync(Aws.Lambda, target.Resource.Id, cancel))
        {
            var statements = PolicyStatements.Read(policy.Policy, target.Resource.Account)?.All.Where(one => one.Audience is Audience.Public)
                .Select(one => PublicPermission.From(one.Json, qualifier, policy.RevisionId)).ToList();
            if (statements is null || statements.Contains(null))
            {
                return new Look<State>.Unusable(
                    $"The policy of {qualifier ?? "function"} {target.Resource.Id} has a statement that can't be put back as it is; remove it by hand with aws lambda remove-permission.");
            }

            found.AddRange(statements.OfType<PublicPermission>());
        }

        return new Look<State>.Usable(new([.. found.OrderBy(one => one.Qualifier, StringComparer.Ordinal).ThenBy(one => one.StatementId, StringComparer.Ordinal)]));
    }, cancel);

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new([]);

    // A policy has another revision after each change.
    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var function = target.Resource.Id;
        foreach (var permission in Missing(of: now, from: wanted))
            yield return new("lambda:RemovePermission", $"{function}: {permission}", stop => Aws.Lambda.RemovePermissionAsync(Removal(function, permission), stop)) { LookAfter = true };
        foreach (var permission in Missing(of: wanted, from: now))
            yield return new("lambda:AddPermission", $"{function}: {permission}", stop => Aws.Lambda.AddPermissionAsync(permission.ToRequest(function), stop));
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Public.Count == 0
        ? $"No policy of function {target.Resource.Id} lets everybody in (Lambda)."
        : $"Policies of function {target.Resource.Id} let everybody in by {string.Join("; ", state.Public)} (Lambda).";

    private static RemovePermissionRequest Removal(string function, PublicPermission permission) => new()
    {
        FunctionName = function,
        Qualifier = permission.Qualifier,
        StatementId = permission.StatementId,
        RevisionId = permission.Revision,
    };

    private static IEnumerable<PublicPermission> Missing(State of, State from) =>
        of.Public.Where(one => from.Public.All(other => other.ToString() != one.ToString()));

    /// <summary>What is captured and put back.</summary>
    /// <param name="Public">The statements that let everybody in.</param>
    internal sealed record State(IReadOnlyList<PublicPermission> Public);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class RemovePublicPermissionsJson : JsonSerializerContext;
}
