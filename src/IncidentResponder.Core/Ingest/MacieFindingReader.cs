namespace IncidentResponder.Core.Ingest;

/// <summary>Reads Macie's findings, of sensitive data and of policies. They are told to people and never acted on.</summary>
internal static class MacieFindingReader
{
    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        var reading = new Reading();
        var account = reading.Account(finding["accountId"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        return reading.Outcome(ReadFinding(envelope, account, reading), WhyIgnored(finding));
    }

    private static string? WhyIgnored(JsonPlace finding)
    {
        if (SampleMark.On(finding["title"], finding["sample"], default))
            return SampleMark.Ignored.Reason;

        return finding["archived"].IsTrue ? "The finding is archived in Macie; nothing is to be done." : null;
    }

    private static Finding ReadFinding(Envelope envelope, AccountId account, Reading reading)
    {
        var finding = envelope.Detail;
        var actor = finding["policyDetails"]["actor"];
        var call = finding["policyDetails"]["action"]["apiCallDetails"];
        var region = envelope.RegionOf(finding["region"]);
        var created = reading.Time(finding["createdAt"], finding["updatedAt"], envelope.Time);
        ResourceMaker make = new(account, region);
        var affected = finding["resourcesAffected"];
        return new()
        {
            Id = reading.Text(finding["id"], envelope.Id),
            Source = "Macie",
            Type = reading.Text(finding["type"]),
            Title = finding["title"].TextUpTo(256),
            Description = finding["description"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = SeverityReader.FromLabel(finding["severity"]["description"].Text)
                ?? SeverityReader.FromMacieScore(finding["severity"]["score"].Number) ?? Severity.Medium,
            State = finding["archived"].IsTrue ? FindingState.Archived : FindingState.Active,
            Resources = make.OrAccount([Bucket(affected["s3Bucket"], make), Stored(affected["s3Object"], make)]),
            Principal = PrincipalOf(actor["userIdentity"]),
            RemoteAddresses = RemoteAddresses.Of(actor["ipAddressDetails"]["ipAddressV4"]),
            CreatedAt = created,
            FirstSeen = call["firstSeen"].Time,
            LastSeen = call["lastSeen"].Time ?? finding["updatedAt"].Time ?? envelope.Time.Time ?? created,
            Count = CountReader.From(finding["count"]),
            Sample = finding["sample"].IsTrue,
        };
    }

    private static FindingResource? Bucket(JsonPlace bucket, ResourceMaker make) =>
        bucket.IsObject ? make.Named("AwsS3Bucket", bucket["name"].Text, bucket["arn"].Text) : null;

    private static FindingResource? Stored(JsonPlace stored, ResourceMaker make) =>
        stored["path"].Text is { } path ? make.ById("AwsS3Object", $"arn:aws:s3:::{path}")
        : stored["key"].Text is { } key ? make.ById("AwsS3Object", key) : null;

    // userIdentity holds one of iamUser, assumedRole, federatedUser, root, awsAccount and awsService, named after its type.
    private static FindingPrincipal? PrincipalOf(JsonPlace identity)
    {
        if (identity["type"].Text is not { } kind)
            return null;

        var known = identity.Members.Select(member => member.Value).FirstOrDefault(member => member.IsObject);
        var issuer = known["sessionContext"]["sessionIssuer"];
        return new()
        {
            Kind = kind,
            Name = known["userName"].Text ?? issuer["userName"].Text ?? known["invokedBy"].Text,
            PrincipalId = known["principalId"].Text,
            AccessKeyId = known["accessKeyId"].Text,
        };
    }
}
