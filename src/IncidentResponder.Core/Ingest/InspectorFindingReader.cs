namespace IncidentResponder.Core.Ingest;

/// <summary>Reads Inspector's findings. They are told to people and never acted on.</summary>
internal static class InspectorFindingReader
{
    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        var reading = new Reading();
        var account = reading.Account(finding["awsAccountId"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        return reading.Outcome(ReadFinding(envelope, account, reading), WhyIgnored(finding));
    }

    private static string? WhyIgnored(JsonPlace finding) => finding["status"].TextUpTo(32) switch
    {
        "" or "ACTIVE" => null,
        var status => $"The finding is {status} in Inspector; nothing is to be done.",
    };

    private static Finding ReadFinding(Envelope envelope, AccountId account, Reading reading)
    {
        var finding = envelope.Detail;
        var id = reading.Text(finding["findingArn"], envelope.Id);
        var region = envelope.RegionOf(finding["resources"].First["region"], id);
        var first = reading.Time(finding["firstObservedAt"], finding["updatedAt"], finding["lastObservedAt"], envelope.Time);
        var vulnerability = finding["packageVulnerabilityDetails"];
        ResourceMaker make = new(account, region);
        return new()
        {
            Id = id,
            Source = "Inspector",
            Type = finding["type"].Text ?? "Unknown",
            Title = finding["title"].TextUpTo(256),
            Description = finding["description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromLabel(finding["severity"].Text) ?? Severity.Medium,
            State = finding["status"].Text switch
            {
                "SUPPRESSED" => FindingState.Suppressed,
                "CLOSED" => FindingState.Resolved,
                _ => FindingState.Active,
            },
            Resources = make.OrAccount(finding["resources"].Items
                .Select(resource => make.ById(resource["type"].Text, resource["id"].Text, resource["region"].Text))),
            CreatedAt = first,
            FirstSeen = finding["firstObservedAt"].Time,
            LastSeen = finding["lastObservedAt"].Time ?? finding["updatedAt"].Time ?? envelope.Time.Time ?? first,
            Links = WebLinks.In(vulnerability["sourceUrl"], vulnerability["referenceUrls"].First, finding["remediation"]["recommendation"]["url"]),
        };
    }
}
