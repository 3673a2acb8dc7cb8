namespace IncidentResponder.Core.Ingest;

/// <summary>What EventBridge wraps around an event.</summary>
internal sealed record Envelope(string Source, string DetailType, AccountId Account, string Region, JsonPlace Time, JsonPlace Detail)
{
    /// <summary>Reads the envelope; what must be there and is not becomes the reading's fault.</summary>
    public static Envelope Read(JsonPlace body, Reading reading)
    {
        Envelope envelope = new(
            reading.Text(body["source"]),
            reading.Text(body["detail-type"]),
            reading.Account(body["account"]),
            reading.Text(body["region"]),
            body["time"],
            body["detail"]);
        if (!envelope.Detail.IsObject)
            reading.Fail(envelope.Detail, "detail is missing or no object; send the whole event as EventBridge delivered it.");

        return envelope;
    }

    /// <summary>Why a finding about an account is not for this deployment, if it is not.</summary>
    public Ingested.Ignored? OtherAccount(AccountId account) =>
        account == Account
            ? null
            : new($"The finding is about account {account} but was delivered in account {Account}; deploy the responder in {account} to respond there.");
}
