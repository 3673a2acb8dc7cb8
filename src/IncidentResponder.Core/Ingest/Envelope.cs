namespace IncidentResponder.Core.Ingest;

/// <summary>What EventBridge wraps around an event; for a finding that came without, what stands for it.</summary>
/// <param name="Id">The event's own id: it stands for that of a finding that has none.</param>
/// <param name="Source">"aws.guardduty" and the like; "" when there is no envelope.</param>
/// <param name="DetailType">The kind of event; "" when there is none.</param>
/// <param name="Account">Where it was delivered, where that is known.</param>
/// <param name="Region">Where it was delivered, where that is known.</param>
/// <param name="Time">When it was sent.</param>
/// <param name="Detail">The event itself.</param>
/// <param name="Doubt">Why it is not known where it came from; null when it is.</param>
internal sealed record Envelope(
    JsonPlace Id, string Source, string DetailType, AccountId? Account, string? Region, JsonPlace Time, JsonPlace Detail, string? Doubt)
{
    /// <summary>The responder's account, where that is known: members' findings are delivered to their administrator.</summary>
    public AccountId? Own { get; init; }

    /// <summary>Reads the envelope; what is of the wrong kind becomes the reading's fault.</summary>
    public static Envelope Read(JsonPlace body, Reading reading)
    {
        var account = reading.Account(body["account"], Reading.NoAccount);
        var known = account != Reading.NoAccount;
        var source = body["source"].Text;
        Envelope envelope = new(
            body["id"],
            source ?? "",
            body["detail-type"].Text ?? "",
            known ? account : null,
            body["region"].Text,
            body["time"],
            body["detail"],
            reading.Doubt ?? WhyDoubtful(known, source is not null));
        if (!envelope.Detail.IsObject)
            reading.Fail(envelope.Detail, "detail is missing or no object; send the whole event as EventBridge delivered it.");

        return envelope;
    }

    // EventBridge always names both, and nobody but AWS can put events on it whose source begins with "aws.".
    private static string? WhyDoubtful(bool knownAccount, bool knownSource) => (knownAccount, knownSource) switch
    {
        (true, true) => null,
        (_, false) => "The event does not name its source, so EventBridge did not deliver it as it is; check it by hand.",
        _ => "The event does not say in which account it was delivered; check it by hand.",
    };

    /// <summary>For a finding as an API gives it.</summary>
    public static Envelope Without(JsonPlace finding) => new(
        default, "", "", null, null, new(default, $"{finding.Path}.time"), finding,
        "The finding did not come in an event of EventBridge, which would say where it was delivered; check it by hand.");

    /// <summary>The same delivery, about one finding of it.</summary>
    public Envelope About(JsonPlace finding) => this with { Detail = finding };

    /// <summary>What stands against acting on a finding about an account; null when nothing does.</summary>
    public string? DoubtAbout(AccountId account) => Doubt ?? (Account is not { } delivered || account == Reading.NoAccount || account == delivered || delivered == Own
        ? null
        : $"The finding is about account {account} and was delivered in account {Account}, not in the responder's: it is told and not acted on.");

    /// <summary>The Region of a finding: the first that is named, in the finding, its ARN or the envelope.</summary>
    public string RegionOf(JsonPlace stated, string? arn = null) =>
        stated.Text ?? (Arn.TryParse(arn, out var parsed) && parsed.Region.Length > 0 ? parsed.Region : Region ?? "unknown");
}
