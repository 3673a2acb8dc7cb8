using System.Collections.Immutable;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Reads a finding in the Open Cybersecurity Schema Framework (classes 2001 to 2006), as Security Hub's second version publishes it.
/// GuardDuty's come out as GuardDuty itself would have said them.
/// </summary>
internal static class OcsfFindingReader
{
    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        if (!finding.IsObject)
            return new Ingested.Unreadable(finding.Path, "The finding is no JSON object; send the event as Security Hub published it.");

        var reading = new Reading();
        var cloud = finding["cloud"];
        var account = reading.Account(cloud["account"].IsObject ? cloud["account"]["uid"] : cloud["account_uid"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        var product = finding["metadata"]["product"]["uid"].Text;
        var read = ReadFinding(envelope, account, SecurityHubProduct.IsGuardDuty(product), reading);
        var bySomebody = envelope.DetailType.Contains("Custom Action", StringComparison.Ordinal);
        return reading.Outcome(WithActivity(read, finding), OcsfStatus.WhyIgnored(finding, bySomebody));
    }

    private static Finding ReadFinding(Envelope envelope, AccountId account, bool guardDutys, Reading reading)
    {
        var finding = envelope.Detail;
        var info = OcsfInfo.In(finding);
        var uid = info["uid"].IsMissing ? finding["metadata"]["uid"] : info["uid"];
        var (arn, id) = guardDutys ? GuardDutyArn.Read(uid, account, reading) : (null, reading.Text(uid));
        var product = finding["metadata"]["product"]["uid"].Text;
        var region = arn is { Region.Length: > 0 } own ? own.Region : envelope.RegionOf(finding["cloud"]["region"], uid.Text);
        var created = reading.Time(
            info["created_time"], info["created_time_dt"], finding["time"], finding["time_dt"], info["first_seen_time"], envelope.Time);
        var type = TypeOf(finding);
        var principal = OcsfPrincipal.In(finding);
        var resources = OcsfResources.Read(finding["resources"], principal, new(account, region));
        return new()
        {
            Id = id,
            Source = guardDutys ? "GuardDuty" : SecurityHubProduct.SourceOf(product),
            SecurityHubId = uid.Text,
            ProductArn = product?.Replace(":productv2/", ":product/", StringComparison.Ordinal),
            DetectorId = GuardDutyArn.DetectorIn(arn),
            Type = type,
            Title = info["title"].TextUpTo(256),
            Description = info["desc"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromOcsf(finding),
            Resources = guardDutys ? PrimaryResource.First(type, null, resources) : resources,
            Principal = principal,
            CreatedAt = created,
            LastSeen = created,
            Links = guardDutys ? GuardDutyLink.To(region, id) : LinksIn(finding),
        };
    }

    private static Finding WithActivity(Finding read, JsonPlace finding)
    {
        var info = OcsfInfo.In(finding);
        return read with
        {
            CustomerSeverity = SeverityReader.CustomersInOcsf(finding),
            State = OcsfStatus.StateOf(finding),
            ControlId = finding["compliance"]["control"].Text,
            Role = OcsfResources.RoleIn(finding),
            RemoteAddresses = RemoteAddresses.InOcsf(finding),
            RemoteDomains = RemoteDomains.InOcsf(finding),
            FirstSeen = info["first_seen_time"].Time ?? info["first_seen_time_dt"].Time,
            LastSeen = info["last_seen_time"].Time ?? info["last_seen_time_dt"].Time ?? info["modified_time"].Time ?? read.CreatedAt,
            Count = CountReader.From(finding["count"]),
            Techniques = AttackTechniques.InOcsf(finding),
            Sample = OcsfStatus.IsSample(finding),
        };
    }

    /// <summary>The detector's own type, "Purpose:Resource/Threat", where there is one among the types; else the first, else the class.</summary>
    private static string TypeOf(JsonPlace finding)
    {
        var types = OcsfInfo.In(finding)["types"].Items.Select(type => type.Text).OfType<string>().ToList();
        return types.Find(type => type.Contains(':', StringComparison.Ordinal)) is { } native
            ? GuardDutyTypeName.Canonical(GuardDutyTypeName.FromAsff(native))
            : types.FirstOrDefault() ?? finding["class_name"].Text ?? "Unknown";
    }

    private static ImmutableArray<string> LinksIn(JsonPlace finding) =>
        WebLinks.In(OcsfInfo.In(finding)["src_url"], finding["remediation"]["references"].First);
}
