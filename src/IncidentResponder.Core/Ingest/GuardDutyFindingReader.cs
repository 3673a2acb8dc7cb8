namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a finding as GuardDuty itself publishes it: camelCase on EventBridge, PascalCase from its API.</summary>
internal static class GuardDutyFindingReader
{
    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        var reading = new Reading();
        var account = reading.Account(finding["accountId"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        var read = WithActivity(ReadFinding(envelope, reading, account), finding);
        return reading.Outcome(read, WhyIgnored(read));
    }

    private static string? WhyIgnored(Finding read) => read switch
    {
        { Sample: true } => SampleMark.Ignored.Reason,
        { State: FindingState.Archived } => "The finding is archived in GuardDuty; unarchive it there if it needs a response.",
        _ => null,
    };

    private static Finding ReadFinding(Envelope envelope, Reading reading, AccountId account)
    {
        var finding = envelope.Detail;
        var service = finding["service"];
        var arn = ArnOf(finding["arn"], reading, account);
        var region = envelope.RegionOf(finding["region"], arn?.ToString());
        var created = reading.Time(finding["createdAt"], finding["updatedAt"], service["eventFirstSeen"], envelope.Time);
        var type = GuardDutyTypeName.Canonical(reading.Text(finding["type"]));
        var id = reading.Text(finding["id"]);
        var principal = GuardDutyPrincipal.In(finding["resource"]) ?? GuardDutySequence.PrincipalIn(GuardDutySequence.In(finding));
        return new()
        {
            Id = id,
            Source = "GuardDuty",
            SecurityHubId = arn?.ToString(),
            ProductArn = arn is { } own ? $"arn:{own.Partition}:securityhub:{region}::product/aws/guardduty" : null,
            DetectorId = GuardDutyArn.DetectorIn(arn) ?? service["detectorId"].Text,
            Type = type,
            Title = finding["title"].IsMissing ? finding["type"].TextUpTo(256) : finding["title"].TextUpTo(256),
            Description = finding["description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityOf(finding["severity"], reading),
            Resources = GuardDutyResources.Read(finding, type, principal, new(account, region), arn?.Partition ?? "aws"),
            Principal = principal,
            CreatedAt = created,
            LastSeen = service["eventLastSeen"].Time ?? finding["updatedAt"].Time ?? created,
            Links = GuardDutyLink.To(region, id),
        };
    }

    private static Finding WithActivity(Finding read, JsonPlace finding)
    {
        var service = finding["service"];
        var info = service["additionalInfo"];
        return read with
        {
            State = service["archived"].IsTrue ? FindingState.Archived : FindingState.Active,
            Role = RoleReader.From(service["resourceRole"].Text),
            RemoteAddresses = RemoteAddresses.InService(service),
            RemoteDomains = RemoteDomains.InService(service),
            FirstSeen = service["eventFirstSeen"].Time,
            Count = CountReader.From(service["count"]),
            Techniques = AttackTechniques.InGuardDuty(finding),
            Sample = SampleMark.On(finding["title"], info["sample"], info["value"]),
        };
    }

    // A finding that states none is medium: nobody said that it may wait.
    private static Severity SeverityOf(JsonPlace severity, Reading reading)
    {
        if (severity.IsMissing)
            return Severity.Medium;

        if (severity.Number is { } value)
            return SeverityReader.FromGuardDuty(value);

        if (SeverityReader.FromLabel(severity.Text) is { } label)
            return label;

        reading.Fail(severity, $"severity is a {severity.Value.ValueKind}, but must be a number from 1 to 10; send the finding as GuardDuty published it.");
        return default;
    }

    private static Arn? ArnOf(JsonPlace place, Reading reading, AccountId account)
    {
        if (!Arn.TryParse(place.Text, out var arn))
            return null;

        if (arn.Account != account.Value)
            reading.Suspect($"The finding's ARN names account '{arn.Account}' but the finding is about {account}; it contradicts itself and is not acted on.");

        return arn;
    }
}
