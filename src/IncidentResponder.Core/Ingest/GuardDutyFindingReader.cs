namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a finding as GuardDuty itself publishes it: camelCase on EventBridge, PascalCase from its API.</summary>
internal static class GuardDutyFindingReader
{
    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        var service = finding["service"];
        if (SampleMark.On(finding["title"], service["additionalInfo"]["sample"], service["additionalInfo"]["value"]))
            return SampleMark.Ignored;

        if (service["archived"].IsTrue)
            return new Ingested.Ignored("The finding is archived in GuardDuty; unarchive it there if it needs a response.");

        var reading = new Reading();
        var account = reading.Account(finding["accountId"]);
        if (reading.Fault is null && envelope.OtherAccount(account) is { } other)
            return other;

        var read = ReadFinding(envelope, reading, account);
        return reading.Fault as Ingested ?? new Ingested.Understood(read);
    }

    private static Finding ReadFinding(Envelope envelope, Reading reading, AccountId account)
    {
        var finding = envelope.Detail;
        var service = finding["service"];
        var region = finding["region"].Text ?? envelope.Region;
        var arn = ArnOf(finding["arn"], reading, account);
        var created = reading.Time(finding["createdAt"], finding["updatedAt"]);
        return new()
        {
            Id = reading.Text(finding["id"]),
            Source = "GuardDuty",
            SecurityHubId = arn?.ToString(),
            ProductArn = arn is { } own ? $"arn:{own.Partition}:securityhub:{region}::product/aws/guardduty" : null,
            Type = reading.Text(finding["type"]),
            Title = TitleOf(finding),
            Description = finding["description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityOf(finding["severity"], reading),
            Resources = GuardDutyResources.Read(finding["resource"], account, region, arn?.Partition ?? "aws", reading),
            Principal = GuardDutyResources.ReadPrincipal(finding["resource"]["accessKeyDetails"]),
            Role = RoleReader.From(service["resourceRole"].Text),
            RemoteAddresses = RemoteAddresses.InAction(service["action"]),
            CreatedAt = created,
            LastSeen = service["eventLastSeen"].Time ?? finding["updatedAt"].Time ?? created,
            Count = CountReader.From(service["count"]),
        };
    }

    private static string TitleOf(JsonPlace finding) =>
        finding["title"].IsMissing ? finding["type"].TextUpTo(256) : finding["title"].TextUpTo(256);

    private static Severity SeverityOf(JsonPlace severity, Reading reading)
    {
        if (severity.Number is { } value)
            return SeverityReader.FromGuardDuty(value);

        reading.Fail(severity, "severity must be a number from 1 to 10; send the finding as GuardDuty published it.");
        return default;
    }

    private static Arn? ArnOf(JsonPlace place, Reading reading, AccountId account)
    {
        if (place.IsMissing || !Arn.TryParse(place.Text, out var arn))
            return null;

        if (arn.Account != account.Value)
            reading.Fail(place, $"The finding's ARN names account '{arn.Account}' but the finding is about {account}; it contradicts itself and is not acted on.");

        return arn;
    }
}
