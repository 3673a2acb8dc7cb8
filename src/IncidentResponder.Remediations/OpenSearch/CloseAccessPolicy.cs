using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.OpenSearchService;
using Amazon.OpenSearchService.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Policies;

namespace IncidentResponder.Remediations.OpenSearch;

/// <summary>
/// Takes out of a domain's access policy the statements that let everybody in. One that only asks for an address counts among them, because
/// whoever comes from there needs no credentials; inside a VPC it is security groups that decide, and the policy stays.
/// </summary>
internal sealed partial class CloseAccessPolicy(AwsClients aws) : Remediation<CloseAccessPolicy.State>(aws, CloseAccessPolicyJson.Default.State)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "OpenSearch/CloseAccessPolicy",
        Title = "Take everybody out of the access policy of domain {target}",
        Why = "Nobody searches or changes the domain's data without credentials that its policy names.",
        TargetType = "AwsOpenSearchServiceDomain",
        Resolves = ["Opensearch.2", "ES.2"],
        Risk = Risk.High,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["es:DescribeDomain"],
        Writes = ["es:UpdateDomainConfig"],
        Scope = ["arn:{partition}:es:{region}:{account}:domain/{id}"],
        MayBreak =
            "Dashboards, applications and log shippers that sign nothing are refused, those from an address that the policy allowed among them. Where fine-grained access control checks users by name and password, " +
            "an open policy is usual: look whether it is on before. Writers that the policy names by their roles (Firehose, OpenSearch Ingestion) go on, " +
            "and roles of this account whose own policies allow it. Domains in a VPC are left as they are. What was read is not called back.",
        HowToVerify =
            "aws opensearch describe-domain --domain-name DOMAIN shows Processing false and none of the statements named here; a request without credentials answers 403.",
        HowToUndo =
            "Undo puts the captured policy back; whom it let in is let in again. " +
            "By hand: aws opensearch update-domain-config --domain-name DOMAIN --access-policies file://CAPTURED.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var id = target.Resource.Id;
        try
        {
            var found = (await Aws.OpenSearch.DescribeDomainAsync(new() { DomainName = id }, cancel)).DomainStatus;
            return found.Deleted is true ? new Look<State>.Gone($"Domain {id} is being deleted; nothing is left to contain.") : Judge(target, found);
        }
        catch (AmazonOpenSearchServiceException gone) when (gone.ErrorCode is "ResourceNotFoundException")
        {
            return new Look<State>.Gone($"Domain {id} does not exist in account {target.Resource.Account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => before.Vpc is not null ? before : before with
    {
        Policy = Policy(target, before)?.Without(IsOpen),
    };

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        var domain = target.Resource.Id;
        if (!PolicyStatements.Same(now.Policy, wanted.Policy, target.Resource.Account))
            yield return new("es:UpdateDomainConfig", $"{domain}: AccessPolicies={wanted.Policy ?? "none"}", stop => Aws.OpenSearch.UpdateDomainConfigAsync(
                new() { DomainName = domain, AccessPolicies = wanted.Policy ?? "" }, stop));
    }

    /// <inheritdoc/>
    protected override State AsTold(RemediationTarget target, State now, State known) =>
        now.Vpc == known.Vpc && PolicyStatements.Same(now.Policy, known.Policy, target.Resource.Account) ? known : now;

    /// <inheritdoc/>
    protected override string? Underway(RemediationTarget target, State now, State wanted) => now.IsProcessing
        ? $"Domain {target.Resource.Id} is still at a change of its configuration, and may go by the policy before until it is through (OpenSearch Service)."
        : null;

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => (state, Policy(target, state)) switch
    {
        ({ Vpc: { } vpc }, _) => $"Domain {target.Resource.Id} is reached only from inside VPC {vpc} (OpenSearch Service).",
        (_, { } policy) => $"The access policy of domain {target.Resource.Id} has {policy.All.Length} statements, of which {Open(policy).Count()} let everybody in (OpenSearch Service).",
        _ => $"Domain {target.Resource.Id} has no access policy (OpenSearch Service).",
    };

    /// <inheritdoc/>
    protected override Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, State state, CancellationToken cancel)
    {
        var policy = Policy(target, state);
        var lines = policy is null || state.Vpc is not null
            ? []
            : Open(policy).Select(one => $"{one} lets everybody in{(AsksForAnAddressOnly(one) ? ", from the addresses in its condition" : "")}, and would no more (OpenSearch Service).");
        return Task.FromResult<ImmutableArray<string>>(
        [
            .. lines,
            state.HasUsers
                ? "Fine-grained access control is on: users with a name and a password come by the open policy, and can't without it (OpenSearch Service)."
                : "Fine-grained access control is off: whom the policy lets in may do all that it allows (OpenSearch Service).",
        ]);
    }

    private static Look<State> Judge(RemediationTarget target, DomainStatus found)
    {
        var (id, account) = (target.Resource.Id, target.Resource.Account);
        if (!Arn.TryParse(found.ARN, out var arn) || arn.Account != account.Value || arn.Region != target.Resource.Region)
            return new Look<State>.Unusable($"Domain {found.ARN} is not in account {account}, {target.Resource.Region} as the finding says; it is left alone.");

        var policy = found.AccessPolicies is { Length: > 0 } text ? text : null;
        return policy is not null && PolicyStatements.Read(policy, account) is null
            ? new Look<State>.Unusable($"The access policy of domain {id} can't be read as a policy; look at it with aws opensearch describe-domain --domain-name {id}.")
            : new Look<State>.Usable(new(policy, found.VPCOptions?.VPCId is { Length: > 0 } vpc ? vpc : null)
            {
                IsProcessing = found.Processing is true,
                HasUsers = found.AdvancedSecurityOptions?.Enabled is true,
            });
    }

    private static PolicyStatements? Policy(RemediationTarget target, State state) => PolicyStatements.Read(state.Policy, target.Resource.Account);

    private static IEnumerable<PolicyStatement> Open(PolicyStatements policy) => policy.All.Where(one => one.Principals.Any(principal => IsOpen(one, principal)));

    // Whoever is let in by an address alone signs nothing.
    private static bool IsOpen(PolicyStatement statement, PolicyPrincipal principal) =>
        principal.Audience is Audience.Public || (principal is { Audience: Audience.Unclear, Name: PolicyPrincipal.Everybody } && AsksForAnAddressOnly(statement));

    private static bool AsksForAnAddressOnly(PolicyStatement statement) =>
        statement.Json.TryGetProperty("Condition", out var condition) && condition.ValueKind is JsonValueKind.Object
        && condition.EnumerateObject().All(clause => clause.Value.ValueKind is JsonValueKind.Object
            && clause.Value.EnumerateObject().All(key => key.Name.Equals("aws:SourceIp", StringComparison.OrdinalIgnoreCase)));

    /// <summary>What is captured and put back.</summary>
    /// <param name="Policy">The access policy, byte for byte; null when the domain has none.</param>
    /// <param name="Vpc">The VPC that the domain is in; null when it is on the internet.</param>
    internal sealed record State(string? Policy, string? Vpc)
    {
        /// <summary>A change of the domain's configuration is under way.</summary>
        [JsonIgnore]
        public bool IsProcessing { get; init; }

        /// <summary>Fine-grained access control is on.</summary>
        [JsonIgnore]
        public bool HasUsers { get; init; }
    }

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class CloseAccessPolicyJson : JsonSerializerContext;
}
