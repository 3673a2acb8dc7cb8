using System.Collections.Immutable;
using System.Globalization;
using Amazon.GuardDuty;
using Amazon.GuardDuty.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using Condition = Amazon.GuardDuty.Model.Condition;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>
/// Has filters that archive findings archive no more. The detector says "enabled" all the while: such a filter blinds it without turning
/// it off. A filter is kept with its criteria and rank, and does nothing.
/// </summary>
internal sealed class RemoveRogueFilters(AwsClients aws) : BlindSpotRemoval(aws)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "GuardDuty/RemoveRogueFilters",
        Title = "Have the GuardDuty filters that hide findings in account {target} since the incident hide no more",
        Why = "What GuardDuty finds is shown again, and reaches the responder.",
        TargetType = "AwsAccount",
        Resolves = ["DefenseEvasion:IAMUser/AnomalousBehavior"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["cloudtrail:LookupEvents", "guardduty:GetFilter", "guardduty:ListDetectors", "guardduty:ListFilters"],
        Writes = ["guardduty:UpdateFilter"],
        Scope = ["arn:{partition}:guardduty:{region}:{account}:detector/*/filter/*"],
        MayBreak =
            "A filter that somebody made or changed for good reason shows its findings again, which are acted on as any others. Findings that it archived stay archived: " +
            "look at them with aws guardduty list-findings and bring them back with aws guardduty unarchive-findings. Only the filters that CloudTrail shows to come " +
            "from the finding's identity since the day before are touched; records can be 15 minutes late. In a member of an organisation the filters of the " +
            "administrator account hold: look there.",
        HowToVerify = "aws guardduty get-filter --detector-id ID --filter-name NAME says NOOP.",
        HowToUndo = "Undo has the filters archive again, as they did. By hand: aws guardduty update-filter --detector-id ID --filter-name NAME --action ARCHIVE.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> MakingCalls => ["CreateFilter", "UpdateFilter"];

    /// <inheritdoc/>
    protected override string Kind => "filter";

    /// <inheritdoc/>
    protected override string Hiding => "archives findings";

    /// <inheritdoc/>
    protected override async Task<ImmutableSortedDictionary<string, BlindSpot>> ReadAllAsync(string detector, CancellationToken cancel)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, BlindSpot>(StringComparer.Ordinal);
        await foreach (var page in Aws.GuardDuty.Paginators.ListFilters(new() { DetectorId = detector }).Responses.WithCancellation(cancel))
        {
            foreach (var name in page.FilterNames ?? [])
            {
                var filter = await Aws.GuardDuty.GetFilterAsync(new() { DetectorId = detector, FilterName = name }, cancel);
                found[name] = new(filter.Action == FilterAction.ARCHIVE, DefinitionOf(filter));
            }
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    protected override Change Switch(string detector, string id, bool hides) => new("guardduty:UpdateFilter", $"{id} in {Aws.Region}: Action={Action(hides)}",
        stop => Aws.GuardDuty.UpdateFilterAsync(new() { DetectorId = detector, FilterName = id, Action = Action(hides) }, stop));

    private static FilterAction Action(bool hides) => hides ? FilterAction.ARCHIVE : FilterAction.NOOP;

    private static ImmutableSortedDictionary<string, string> DefinitionOf(GetFilterResponse filter)
    {
        var parts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parts["description"] = filter.Description ?? "";
        parts["rank"] = string.Create(CultureInfo.InvariantCulture, $"{filter.Rank}");
        foreach (var (field, condition) in filter.FindingCriteria?.Criterion ?? [])
            parts[$"criterion {field}"] = string.Join(" and ", Tests(condition));
        foreach (var (key, value) in filter.Tags ?? [])
            parts[$"tag {key}"] = value;
        return parts.ToImmutable();
    }

    // GuardDuty tells each test by its old and its new name.
    private static IEnumerable<string> Tests(Condition condition) =>
        ((IEnumerable<(string Name, string? Value)>)
        [
            ("equals", Listed(condition.Equals ?? condition.Eq)),
            ("not equals", Listed(condition.NotEquals ?? condition.Neq)),
            ("matches", Listed(condition.Matches)),
            ("not matches", Listed(condition.NotMatches)),
            ("greater than", Number(condition.GreaterThan ?? condition.Gt)),
            ("greater than or equal to", Number(condition.GreaterThanOrEqual ?? condition.Gte)),
            ("less than", Number(condition.LessThan ?? condition.Lt)),
            ("less than or equal to", Number(condition.LessThanOrEqual ?? condition.Lte)),
        ]).Where(test => test.Value is not null).Select(test => $"{test.Name} {test.Value}");

    private static string? Listed(List<string>? values) => values is { Count: > 0 } ? $"[{string.Join(", ", values)}]" : null;

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
