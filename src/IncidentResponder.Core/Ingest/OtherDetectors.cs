namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the events of detectors whose findings are told to people and never acted on.</summary>
internal static class OtherDetectors
{
    public static Ingested ReadMacie(Envelope envelope)
    {
        var finding = envelope.Detail;
        if (SampleMark.On(finding["title"], finding["sample"], default))
            return SampleMark.Ignored;

        if (finding["archived"].IsTrue)
            return new Ingested.Ignored("The finding is archived in Macie; nothing is to be done.");

        var bucket = finding["resourcesAffected"]["s3Bucket"];
        return Told(envelope, "Macie", finding["accountId"], finding["id"], finding["type"], finding["createdAt"], new()
        {
            Title = finding["title"].TextUpTo(256),
            Description = finding["description"].TextUpTo(1024),
            Severity = SeverityReader.FromLabel(finding["severity"]["description"].Text) ?? Severity.Medium,
            Resource = ("AwsS3Bucket", bucket["name"].Text, bucket["arn"].Text),
        });
    }

    public static Ingested ReadInspector(Envelope envelope)
    {
        var finding = envelope.Detail;
        if (finding["status"].Text is { } status and not "ACTIVE")
            return new Ingested.Ignored($"The finding is {status} in Inspector; nothing is to be done.");

        var resource = finding["resources"].First;
        return Told(envelope, "Inspector", finding["awsAccountId"], finding["findingArn"], finding["type"], finding["firstObservedAt"], new()
        {
            Title = finding["title"].TextUpTo(256),
            Description = finding["description"].TextUpTo(1024),
            Severity = SeverityReader.FromLabel(finding["severity"].Text) ?? Severity.Medium,
            Resource = (resource["type"].Text is "AWS_EC2_INSTANCE" ? "AwsEc2Instance" : resource["type"].Text ?? "Other", resource["id"].Text, null),
        });
    }

    public static Ingested ReadConfig(Envelope envelope)
    {
        var change = envelope.Detail;
        if (change["newEvaluationResult"]["complianceType"].Text is not "NON_COMPLIANT")
            return new Ingested.Ignored("The rule is not violated; nothing is to be done.");

        return Told(envelope, "Config", change["awsAccountId"], change["configRuleARN"], change["configRuleName"], change["notificationCreationTime"], new()
        {
            Title = $"{change["resourceType"].TextUpTo(64)} {change["resourceId"].TextUpTo(96)} violates rule {change["configRuleName"].TextUpTo(64)}.",
            Description = change["newEvaluationResult"]["annotation"].TextUpTo(1024),
            Severity = Severity.Medium,
            Resource = (AsffTypeOf(change["resourceType"].Text), change["resourceId"].Text, null),
        });
    }

    public static Ingested ReadAccessAnalyzer(Envelope envelope)
    {
        var finding = envelope.Detail;
        if (finding["isDeleted"].IsTrue || finding["status"].Text is { } status and not "ACTIVE")
            return new Ingested.Ignored("The finding is no longer active in Access Analyzer; nothing is to be done.");

        var arn = finding["resource"].Text;
        return Told(envelope, "AccessAnalyzer", finding["accountId"], finding["id"], finding["resourceType"], finding["createdAt"], new()
        {
            Title = $"{arn} can be used from outside the account.",
            Description = $"Actions: {string.Join(", ", finding["action"].Items.Select(action => action.Text).OfType<string>().Take(20))}.",
            Severity = finding["isPublic"].IsTrue ? Severity.High : Severity.Medium,
            Resource = (AsffTypeOf(finding["resourceType"].Text), arn?[(arn.LastIndexOfAny([':', '/']) + 1)..], arn),
        });
    }

    private static Ingested Told(
        Envelope envelope, string source, JsonPlace accountId, JsonPlace id, JsonPlace type, JsonPlace createdAt, Particulars particulars)
    {
        var reading = new Reading();
        var account = reading.Account(accountId);
        if (reading.Fault is null && envelope.OtherAccount(account) is { } other)
            return other;

        var (resourceType, resourceId, arn) = particulars.Resource;
        var created = reading.Time(createdAt, envelope.Time);
        Finding finding = new()
        {
            Id = reading.Text(id),
            Source = source,
            Type = reading.Text(type),
            Title = particulars.Title,
            Description = particulars.Description,
            Account = account,
            Region = envelope.Region,
            Severity = particulars.Severity,
            Resources = GuardDutyResources.OrAccount(
                resourceId is null ? [] : [new() { Type = resourceType, Id = resourceId, Account = account, Region = envelope.Region, Arn = arn }],
                account,
                envelope.Region),
            CreatedAt = created,
            LastSeen = envelope.Time.Time ?? created,
        };
        return reading.Fault as Ingested ?? new Ingested.Understood(finding);
    }

    /// <summary>"AWS::S3::Bucket" gives "AwsS3Bucket", "AWS::IAM::Role" gives "AwsIamRole".</summary>
    private static string AsffTypeOf(string? type) => type?.Split("::") is ["AWS", { Length: > 0 } service, { Length: > 0 } kind]
        ? $"Aws{char.ToUpperInvariant(service[0])}{service[1..].ToLowerInvariant()}{kind}"
        : type ?? "Other";

    private readonly record struct Particulars
    {
        public required string Title { get; init; }

        public required string Description { get; init; }

        public required Severity Severity { get; init; }

        public required (string Type, string? Id, string? Arn) Resource { get; init; }
    }
}
