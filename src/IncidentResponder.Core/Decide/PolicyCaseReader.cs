using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>
/// Reads a list of cases: <c>{"name", "finding": {"type", "severity", …}, "target": {"tags", …}, "expect": {"mode", "rule"}}</c>.
/// What a case leaves out is an ordinary actor of the documentation account.
/// </summary>
public static class PolicyCaseReader
{
    private const string Instance = "i-0a1b2c3d4e5f67890";
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private const string Region = "eu-west-1";
    private static readonly AccountId Account = AccountId.Parse("111122223333");
    private static readonly DateTimeOffset Moment = new(2026, 1, 14, 2, 7, 31, TimeSpan.Zero);

    /// <summary>Reads a file's text.</summary>
    /// <returns>The cases, and what is wrong with them by JSON path: none when all could be read.</returns>
    public static (ImmutableArray<PolicyCase> Cases, ImmutableArray<PolicyFault> Faults) Read(string json)
    {
        List<PolicyFault> found = [];
        var cases = ImmutableArray<PolicyCase>.Empty;
        try
        {
            using var document = JsonDocument.Parse(json);
            var page = new PolicyPage(new(document.RootElement, "$"), found);
            if (BrokenText.PathIn(document.RootElement) is { } broken)
                found.Add(new(broken, "The text holds half a surrogate pair; write whole characters."));
            else if (document.RootElement.ValueKind is JsonValueKind.Array)
                cases = [.. page.Place.Items.Select(item => One(page with { Place = item }))];
            else
                page.Fault(page.Place, "The cases must be a list.");
        }
        catch (JsonException fault)
        {
            found.Add(new("$", $"The cases are not JSON (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine})."));
        }

        return (cases, [.. found]);
    }

    private static PolicyCase One(PolicyPage page)
    {
        page.Knows("name", "finding", "target", "expect");
        var expect = page.Object("expect");
        expect.Knows("mode", "rule", "containOnExpiry", "approvers");
        return new()
        {
            Name = page.Text("name"),
            Finding = FindingOf(page.Object("finding"), page.Place["target"]["id"].Text),
            Facts = FactsOf(page.Object("target")),
            Mode = expect.Choice<ResponseMode>("mode", null),
            Rule = expect.Text("rule"),
            ContainOnExpiry = Flag(expect, "containOnExpiry"),
            Approvers = expect.Place["approvers"].IsMissing ? null : expect.Texts("approvers"),
        };
    }

    private static Finding FindingOf(PolicyPage page, string? target)
    {
        page.Knows("type", "severity", "source", "role", "user", "userType", "key", "resourceType", "principalId", "control", "remoteAddress");
        var (type, user, key) = (page.Text("type"), page.Place["user"].Text, page.Place["key"].Text ?? Key);
        var kind = page.Place["userType"].Text ?? "IAMUser";
        return new()
        {
            Id = "case",
            Source = page.Place["source"].Text ?? "GuardDuty",
            Type = type,
            Title = type,
            Account = Account,
            Region = Region,
            Severity = page.Choice<Severity>("severity", null),
            Role = page.Choice<ResourceRole>("role", ResourceRole.Actor),
            Principal = user is null ? null : new() { Kind = kind, Name = user, PrincipalId = page.Place["principalId"].Text ?? "AIDACKCEVSQ6C2EXAMPLE", AccessKeyId = key },
            Resources = user is null
                ? [Resource(page.Place["resourceType"].Text ?? "AwsEc2Instance", target ?? Instance)]
                : [Resource("AwsIamAccessKey", key), .. kind == "IAMUser" ? [Resource("AwsIamUser", user)] : ImmutableArray<FindingResource>.Empty],
            ControlId = page.Place["control"].Text,
            ProductArn = page.Place["control"].IsMissing ? null : $"arn:aws:securityhub:{Region}::product/aws/securityhub",
            RemoteAddresses = page.Place["remoteAddress"].Text is { } address ? [address] : [],
            CreatedAt = Moment,
            LastSeen = Moment,
        };
    }

    private static FindingResource Resource(string type, string id) => new() { Type = type, Id = id, Account = Account, Region = Region };

    private static TargetFacts FactsOf(PolicyPage page)
    {
        page.Knows("id", "exists", "tags", "gaps", "exposed", "account", "unknown");
        var account = page.Object("account");
        account.Knows("alias", "ou");
        return new()
        {
            Exists = Flag(page, "exists") ?? true,
            Tags = page.Place["tags"].Members.DistinctBy(tag => tag.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value.Text ?? "", StringComparer.Ordinal),
            State = ImmutableSortedDictionary<string, string>.Empty.Add("eni-0a1b2c3d groups", "sg-0a1b2c3d"),
            Exposed = Flag(page, "exposed"),
            Account = account.Place.IsMissing ? null : new() { Alias = account.Place["alias"].Text, Unit = account.Place["ou"].Text },
            Unknown = page.Texts("unknown"),
            Gaps = page.Texts("gaps"),
        };
    }

    private static bool? Flag(PolicyPage page, string name) => page.Place[name].Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
