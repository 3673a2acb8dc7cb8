namespace IncidentResponder.Core.Ingest;

/// <summary>Reads a finding in Security Hub's format (ASFF).</summary>
internal static class SecurityHubFindingReader
{
    public static Ingested Read(Envelope envelope, JsonPlace finding)
    {
        if (!finding.IsObject)
            return new Ingested.Unreadable(finding.Path, "The finding is no JSON object; send the event as Security Hub published it.");

        if (SecurityHubStatus.WhyIgnored(finding, bySomebody: envelope.DetailType.EndsWith("Custom Action", StringComparison.Ordinal)) is { } reason)
            return new Ingested.Ignored(reason);

        var reading = new Reading();
        var account = reading.Account(finding["AwsAccountId"]);
        if (reading.Fault is null && envelope.OtherAccount(account) is { } other)
            return other;

        var read = IsFromGuardDuty(finding)
            ? AsffGuardDuty.Read(finding, account, reading)
            : ReadOther(envelope, finding, account, reading);
        return reading.Fault as Ingested ?? new Ingested.Understood(read);
    }

    /// <summary>Exactly GuardDuty's own product: anybody may import findings under a product of their own account.</summary>
    private static bool IsFromGuardDuty(JsonPlace finding) =>
        Arn.TryParse(finding["ProductArn"].Text, out var product)
        && product is { Service: "securityhub", Account: "", Resource: "product/aws/guardduty", Region.Length: > 0 };

    /// <summary>Findings of other products are told to people and never acted on.</summary>
    private static Finding ReadOther(Envelope envelope, JsonPlace finding, AccountId account, Reading reading)
    {
        var region = finding["Region"].Text ?? finding["Resources"].First["Region"].Text ?? envelope.Region;
        var created = reading.Time(finding["CreatedAt"], finding["UpdatedAt"]);
        var id = reading.Text(finding["Id"]);
        return new()
        {
            Id = id,
            Source = SourceOf(finding["ProductArn"].Text),
            SecurityHubId = id,
            ProductArn = reading.Text(finding["ProductArn"]),
            Type = finding["Types"].First.Text ?? finding["FindingProviderFields"]["Types"].First.Text ?? "Unknown",
            Title = finding["Title"].TextUpTo(256),
            Description = finding["Description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromAsff(finding),
            Resources = AsffResources.Read(finding["Resources"], account, region),
            CreatedAt = created,
            LastSeen = finding["LastObservedAt"].Time ?? finding["UpdatedAt"].Time ?? created,
        };
    }

    private static string SourceOf(string? productArn) => productArn?.Split("::product/aws/") switch
    {
        [_, "macie"] => "Macie",
        [_, "inspector"] => "Inspector",
        [_, "config"] => "Config",
        [_, "access-analyzer"] => "AccessAnalyzer",
        _ => "SecurityHub",
    };
}
