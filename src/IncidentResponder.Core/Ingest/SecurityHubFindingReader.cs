using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a finding in Security Hub's format (ASFF), whether an event or its API brought it.</summary>
internal static class SecurityHubFindingReader
{
    public static Ingested Read(Envelope envelope, JsonPlace finding)
    {
        if (!finding.IsObject)
            return new Ingested.Unreadable(finding.Path, "The finding is no JSON object; send the event as Security Hub published it.");

        var reading = new Reading();
        var account = reading.Account(finding["AwsAccountId"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        var read = SecurityHubProduct.IsGuardDuty(finding["ProductArn"].Text)
            ? AsffGuardDuty.WithActivity(AsffGuardDuty.Read(envelope, finding, account, reading), finding)
            : WithActivity(ReadOther(envelope, finding, account, reading), finding);
        var bySomebody = envelope.DetailType.EndsWith("Custom Action", StringComparison.Ordinal);
        return reading.Outcome(WithStanding(read, finding), SecurityHubStatus.WhyIgnored(finding, bySomebody));
    }

    /// <summary>Findings of other products are told to people and never acted on.</summary>
    private static Finding ReadOther(Envelope envelope, JsonPlace finding, AccountId account, Reading reading)
    {
        var id = reading.Text(finding["Id"]);
        var product = finding["ProductArn"].Text;
        var region = envelope.RegionOf(
            finding["Region"].IsMissing ? finding["Resources"].First["Region"] : finding["Region"], id);
        var created = reading.Time(finding["CreatedAt"], finding["FirstObservedAt"], finding["UpdatedAt"], envelope.Time);
        var source = SecurityHubProduct.SourceOf(product);
        ResourceMaker make = new(account, region);
        return new()
        {
            Id = id,
            Source = source,
            SecurityHubId = id,
            ProductArn = product,
            Type = TypeOf(finding, source),
            Title = finding["Title"].TextUpTo(256),
            Description = finding["Description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromAsff(finding),
            Resources = make.OrAccount(AsffResources.Read(finding["Resources"], make)),
            Principal = AsffResources.PrincipalIn(finding["Resources"]),
            CreatedAt = created,
            LastSeen = finding["LastObservedAt"].Time ?? finding["UpdatedAt"].Time ?? created,
        };
    }

    private static Finding WithActivity(Finding read, JsonPlace finding) => read with
    {
        FirstSeen = finding["FirstObservedAt"].Time,
        Count = CountReader.From(finding["Count"]),
        Links = Links(finding),
        ControlId = ControlOf(finding),
    };

    /// <summary>What the format says in the same place whoever the producer is.</summary>
    private static Finding WithStanding(Finding read, JsonPlace finding) => read with
    {
        CustomerSeverity = SeverityReader.CustomersInAsff(finding),
        State = SecurityHubStatus.StateOf(finding),
        RemoteAddresses = RemoteAddresses.InAsff(finding),
        RemoteDomains = RemoteDomains.InAsff(finding),
        Techniques = AttackTechniques.InAsff(finding),
        Sample = SecurityHubStatus.IsSample(finding),
    };

    private static string TypeOf(JsonPlace finding, string source)
    {
        var type = finding["Types"].First.Text ?? finding["FindingProviderFields"]["Types"].First.Text ?? "Unknown";
        return source is "Macie" ? GuardDutyTypeName.FromAsff(type) : type;
    }

    // The standards' own numbers ("RuleId", "ControlId") are what findings had before controls were consolidated.
    private static string? ControlOf(JsonPlace finding)
    {
        var fields = finding["ProductFields"];
        return finding["Compliance"]["SecurityControlId"].Text ?? fields["ControlId"].Text ?? fields["RuleId"].Text;
    }

    private static ImmutableArray<string> Links(JsonPlace finding) => WebLinks.In(
        finding["SourceUrl"], finding["Remediation"]["Recommendation"]["Url"], finding["ProductFields"]["RecommendationUrl"]);
}
