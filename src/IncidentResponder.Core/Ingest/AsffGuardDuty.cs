using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a GuardDuty finding that came by way of Security Hub into what GuardDuty itself would have said.</summary>
internal static class AsffGuardDuty
{
    public static Finding Read(JsonPlace finding, AccountId account, Reading reading)
    {
        var (arn, id) = IdOf(finding["Id"], account, reading);
        var fields = finding["ProductFields"];
        var created = reading.Time(finding["CreatedAt"], finding["UpdatedAt"]);
        var principal = PrincipalOf(finding["Resources"]);
        return new()
        {
            Id = id,
            Source = "GuardDuty",
            SecurityHubId = arn.ToString(),
            ProductArn = finding["ProductArn"].Text,
            Type = GuardDutyTypeName.FromAsff(TypeOf(finding, reading)),
            Title = finding["Title"].TextUpTo(256),
            Description = finding["Description"].TextUpTo(1024),
            Account = account,
            Region = arn.Region,
            Severity = SeverityReader.FromAsff(finding),
            Resources = ResourcesOf(finding["Resources"], principal, account, arn.Region, reading),
            Principal = principal,
            Role = RoleReader.From((Field(fields, "resourceRole")).Text),
            RemoteAddresses = RemoteAddresses.InProductFields(fields),
            CreatedAt = created,
            LastSeen = finding["LastObservedAt"].Time ?? finding["UpdatedAt"].Time ?? created,
            Count = CountReader.From(Field(fields, "count")),
        };
    }

    // What the provider stated counts: the types beside it can be edited by whoever may update findings.
    private static string TypeOf(JsonPlace finding, Reading reading) =>
        finding["FindingProviderFields"]["Types"].First.Text ?? reading.Text(finding["Types"].First);

    // Findings of 2019 have the bare name.
    private static JsonPlace Field(JsonPlace fields, string name)
    {
        var field = fields[$"aws/guardduty/service/{name}"];
        return field.IsMissing ? fields[name] : field;
    }

    private static (Arn Arn, string Id) IdOf(JsonPlace place, AccountId account, Reading reading)
    {
        var id = reading.Text(place);
        if (!Arn.TryParse(id, out var arn) || arn.Service != "guardduty"
            || arn.Resource.Split('/') is not ["detector", { Length: > 0 }, "finding", { Length: > 0 } finding])
        {
            reading.Fail(place, $"Id '{place.TextUpTo(64)}' is no ARN of a GuardDuty finding though GuardDuty is the product; it is not acted on.");
            return default;
        }

        if (arn.Account != account.Value)
            reading.Fail(place, $"Id names account '{arn.Account}' but AwsAccountId is {account}; the finding contradicts itself and is not acted on.");

        return (arn, finding);
    }

    private static ImmutableArray<FindingResource> ResourcesOf(
        JsonPlace resources, FindingPrincipal? principal, AccountId account, string region, Reading reading)
    {
        foreach (var resource in resources.Items)
        {
            if (Arn.TryParse(resource["Id"].Text, out var arn) && arn.Account.Length > 0 && arn.Account != account.Value)
                reading.Fail(resource["Id"], $"The resource is in account '{arn.Account}' but AwsAccountId is {account}; the finding contradicts itself and is not acted on.");
        }

        return resources.First["Type"].Text is "AwsIamAccessKey"
            ? GuardDutyResources.OfPrincipal(principal, account, region)
            : AsffResources.Read(resources, account, region);
    }

    private static FindingPrincipal? PrincipalOf(JsonPlace resources)
    {
        var key = resources.Items.FirstOrDefault(resource => resource["Type"].Text is "AwsIamAccessKey");
        if (!key.IsObject)
            return null;

        var details = key["Details"]["AwsIamAccessKey"];
        var id = key["Id"].Text?.Split(':')[^1];
        return new()
        {
            Kind = details["PrincipalType"].Text ?? "Unknown",
            Name = details["PrincipalName"].Text ?? details["UserName"].Text,
            PrincipalId = details["PrincipalId"].Text,
            AccessKeyId = string.IsNullOrWhiteSpace(id) || id is "null" ? null : id,
        };
    }
}
