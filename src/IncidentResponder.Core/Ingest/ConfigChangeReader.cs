namespace IncidentResponder.Core.Ingest;

/// <summary>Reads changes of compliance with a Config rule. Violations are told to people and never acted on.</summary>
internal static class ConfigChangeReader
{
    public static Ingested Read(Envelope envelope)
    {
        var change = envelope.Detail;
        if (change["messageType"].Text is { } message and not "ComplianceChangeNotification")
            return new Ingested.Ignored($"The message is a {(message.Length <= 64 ? message : message[..64])} of Config; only changes of compliance ask for a response.");

        var reading = new Reading();
        var account = reading.Account(change["awsAccountId"], envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        var violated = change["newEvaluationResult"]["complianceType"].Text is "NON_COMPLIANT";
        return reading.Outcome(
            ReadChange(envelope, account, violated, reading),
            violated ? null : "The rule is not violated; nothing is to be done.");
    }

    private static Finding ReadChange(Envelope envelope, AccountId account, bool violated, Reading reading)
    {
        var change = envelope.Detail;
        var result = change["newEvaluationResult"];
        var region = envelope.RegionOf(change["awsRegion"]);
        var created = reading.Time(change["notificationCreationTime"], result["resultRecordedTime"], envelope.Time);
        var rule = reading.Text(change["configRuleName"]);
        ResourceMaker make = new(account, region);
        return new()
        {
            Id = change["configRuleARN"].Text ?? rule,
            Source = "Config",
            Type = rule,
            Title = $"{change["resourceType"].TextUpTo(64)} {change["resourceId"].TextUpTo(96)} {(violated ? "violates" : "complies with")} rule {change["configRuleName"].TextUpTo(64)}.",
            Description = result["annotation"].TextUpTo(1024),
            Account = account,
            Region = region,
            Severity = Severity.Medium,
            State = violated ? FindingState.Active : FindingState.Resolved,
            Resources = make.OrAccount([make.ById(change["resourceType"].Text, change["resourceId"].Text)]),
            CreatedAt = created,
            FirstSeen = result["evaluationResultIdentifier"]["orderingTimestamp"].Time,
            LastSeen = result["resultRecordedTime"].Time ?? envelope.Time.Time ?? created,
        };
    }
}
