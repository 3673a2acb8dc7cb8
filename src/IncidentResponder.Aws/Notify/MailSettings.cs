namespace IncidentResponder.Aws.Notify;

/// <summary>Who mail comes from.</summary>
public sealed record MailSettings
{
    /// <summary>The sender, an address or a domain of which is verified in SES.</summary>
    public required string From { get; init; }

    /// <summary>The configuration set whose event destinations tell of bounces; null for the account's usual one.</summary>
    public string? ConfigurationSet { get; init; }
}
