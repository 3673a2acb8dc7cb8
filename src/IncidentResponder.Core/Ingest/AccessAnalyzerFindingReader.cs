namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Reads IAM Access Analyzer's findings of external, internal and unused access, in the shape of its events and of both versions of its API.
/// They are told to people and never acted on.
/// </summary>
internal static class AccessAnalyzerFindingReader
{
    /// <summary>Whether events of a kind are findings: there are kinds for external, unused and internal access, and for previews' states.</summary>
    public static bool Reads(string detailType) =>
        detailType.Contains("Access", StringComparison.Ordinal) && detailType.Contains("Finding", StringComparison.Ordinal)
        && !detailType.StartsWith("Security Hub", StringComparison.Ordinal);

    public static Ingested Read(Envelope envelope)
    {
        var finding = envelope.Detail;
        var reading = new Reading();
        var stated = finding["accountId"].IsMissing ? finding["resourceOwnerAccount"] : finding["accountId"];
        var account = reading.Account(stated, envelope.Account);
        reading.Suspect(envelope.DoubtAbout(account));
        var over = finding["isDeleted"].IsTrue || StateOf(finding) is not FindingState.Active;
        return reading.Outcome(
            ReadFinding(envelope, account, reading),
            over ? "The finding is no longer active in Access Analyzer; nothing is to be done." : null);
    }

    private static Finding ReadFinding(Envelope envelope, AccountId account, Reading reading)
    {
        var finding = envelope.Detail;
        var details = DetailsOf(finding);
        var type = finding["findingType"].Text ?? "ExternalAccess";
        var arn = finding["resource"].Text;
        var region = envelope.RegionOf(finding["region"], arn);
        var created = reading.Time(finding["createdAt"], finding["updatedAt"], finding["analyzedAt"], envelope.Time);
        ResourceMaker make = new(account, region);
        return new()
        {
            Id = reading.Text(finding["id"].IsMissing ? finding["findingId"] : finding["id"], envelope.Id),
            Source = "AccessAnalyzer",
            Type = type,
            Title = $"{finding["resource"].TextUpTo(200)} {Saying(type)}",
            Description = DescriptionOf(finding, details),
            Account = account,
            Region = region,
            Severity = SeverityOf(type, details),
            State = StateOf(finding),
            Resources = make.OrAccount([make.ById(finding["resourceType"].Text, arn)]),
            Principal = PrincipalOf(details["principal"]),
            CreatedAt = created,
            FirstSeen = finding["createdAt"].Time,
            LastSeen = finding["analyzedAt"].Time ?? finding["updatedAt"].Time ?? envelope.Time.Time ?? created,
        };
    }

    /// <summary>The second version of the API puts what is particular to the kind of access into the one member of findingDetails[0].</summary>
    private static JsonPlace DetailsOf(JsonPlace finding) =>
        finding["findingDetails"].First.Members.Select(member => member.Value).FirstOrDefault(finding);

    private static FindingState StateOf(JsonPlace finding) => finding["status"].Text switch
    {
        "ARCHIVED" => FindingState.Archived,
        null or "ACTIVE" => FindingState.Active,
        _ => FindingState.Resolved,
    };

    private static Severity SeverityOf(string type, JsonPlace details) => type switch
    {
        _ when type.StartsWith("Unused", StringComparison.Ordinal) => Severity.Low,
        _ when details["isPublic"].IsTrue => Severity.High,
        _ => Severity.Medium,
    };

    private static string Saying(string type) => type switch
    {
        "InternalAccess" => "can be used from inside the organisation.",
        _ when type.StartsWith("Unused", StringComparison.Ordinal) => "has access that nobody used.",
        _ => "can be used from outside the account.",
    };

    private static string DescriptionOf(JsonPlace finding, JsonPlace details)
    {
        var actions = string.Join(", ", details["action"].Items.Select(action => action.TextUpTo(128)).Where(action => action.Length > 0).Take(20));
        var error = finding["error"].TextUpTo(64);
        return (actions.Length > 0 ? $"Actions: {actions}." : "") + (error.Length > 0 ? $" The analysis failed: {error}." : "");
    }

    private static FindingPrincipal? PrincipalOf(JsonPlace principal) => principal.Members
        .Select(member => new FindingPrincipal { Kind = member.Key, Name = member.Value.Text })
        .FirstOrDefault();
}
