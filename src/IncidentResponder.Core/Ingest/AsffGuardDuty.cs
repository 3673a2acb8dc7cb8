using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a GuardDuty finding that came by way of Security Hub into what GuardDuty itself would have said.</summary>
internal static class AsffGuardDuty
{
    public static Finding Read(Envelope envelope, JsonPlace finding, AccountId account, Reading reading)
    {
        var (arn, id) = GuardDutyArn.Read(finding["Id"], account, reading);
        var region = arn is { Region.Length: > 0 } own ? own.Region : envelope.RegionOf(finding["Region"]);
        var created = reading.Time(finding["CreatedAt"], finding["UpdatedAt"], finding["FirstObservedAt"], envelope.Time);
        var type = TypeOf(finding, reading);
        var principal = AsffResources.PrincipalIn(finding["Resources"]) ?? GuardDutySequence.PrincipalIn(finding["Detection"]["Sequence"]);
        return new()
        {
            Id = id,
            Source = "GuardDuty",
            SecurityHubId = finding["Id"].Text,
            ProductArn = finding["ProductArn"].Text,
            Type = type,
            Title = finding["Title"].TextUpTo(256),
            Description = finding["Description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromAsff(finding),
            Resources = PrimaryResource.First(type, null, ResourcesOf(finding["Resources"], principal, account, new(account, region), reading)),
            Principal = principal,
            CreatedAt = created,
            LastSeen = finding["LastObservedAt"].Time ?? finding["UpdatedAt"].Time ?? created,
            Links = GuardDutyLink.To(region, id),
        };
    }

    /// <summary>What GuardDuty's service part says, which Security Hub keeps among the product fields.</summary>
    public static Finding WithActivity(Finding read, JsonPlace finding)
    {
        var fields = finding["ProductFields"];
        return read with
        {
            Role = RoleReader.From(Field(fields, "resourceRole").Text),
            FirstSeen = finding["FirstObservedAt"].Time ?? Field(fields, "eventFirstSeen").Time,
            Count = CountReader.From(Field(fields, "count")),
        };
    }

    // What the provider stated counts: the types beside it can be edited by whoever may update findings.
    private static string TypeOf(JsonPlace finding, Reading reading) => GuardDutyTypeName.Canonical(
        GuardDutyTypeName.FromAsff(finding["FindingProviderFields"]["Types"].First.Text ?? reading.Text(finding["Types"].First)));

    // Findings of 2019 have the bare name.
    private static JsonPlace Field(JsonPlace fields, string name)
    {
        var field = fields[$"aws/guardduty/service/{name}"];
        return field.IsMissing ? fields[name] : field;
    }

    private static ImmutableArray<FindingResource> ResourcesOf(
        JsonPlace resources, FindingPrincipal? principal, AccountId account, ResourceMaker make, Reading reading)
    {
        foreach (var resource in resources.Items)
        {
            if (Arn.TryParse(resource["Id"].Text, out var arn) && arn.Account.Length > 0 && arn.Account != account.Value)
                reading.Fail(resource["Id"], $"The resource is in account '{arn.Account}' but AwsAccountId is {account}; the finding contradicts itself and is not acted on.");
        }

        return make.OrAccount(AsffResources.Read(resources, make)
            .SelectMany(resource => resource is { Type: "AwsIamAccessKey" } ? make.OfPrincipal(principal) : (IEnumerable<FindingResource?>)[resource]));
    }
}
