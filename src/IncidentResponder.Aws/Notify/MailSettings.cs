using System.Collections.Immutable;

namespace IncidentResponder.Aws.Notify;

/// <summary>Who mail comes from and, where it is for all, goes to.</summary>
public sealed record MailSettings
{
    /// <summary>The sender, an address or a domain of which is verified in SES.</summary>
    public required string From { get; init; }

    /// <summary>Who gets the notices for all; empty where only personal notices are mailed.</summary>
    public ImmutableArray<string> Everyone { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Who gets alarms about the responder itself; empty where none are mailed.</summary>
    public ImmutableArray<string> SelfAlarm { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The configuration set whose event destinations tell of bounces; null for the account's usual one.</summary>
    public string? ConfigurationSet { get; init; }
}
