using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Channels.PagerDuty;

/// <summary>Which PagerDuty service is paged and for what.</summary>
public sealed record PagerDutySettings
{
    private const string UsualAddress = "https://events.pagerduty.com/v2/enqueue";

    /// <summary>The integration key of the service's Events API v2.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>The severities that page; High and Critical unless set.</summary>
    public ImmutableSortedSet<Severity> Severities { get; init; } = [Severity.High, Severity.Critical];

    /// <summary>Where events are sent; accounts in the EU set "https://events.eu.pagerduty.com/v2/enqueue".</summary>
    public Uri Url { get; init; } = new(UsualAddress);

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence says why.</exception>
    public static PagerDutySettings Parse(JsonElement json)
    {
        SettingsReader reader = new(json, "pagerDuty");
        PagerDutySettings settings = new()
        {
            RoutingKey = reader.Text("routingKey", "the integration key of the service's Events API v2 integration"),
            Severities = reader.Severities("severities") ?? [Severity.High, Severity.Critical],
            Url = reader.AddressOr(UsualAddress, "url", $"\"{UsualAddress}\", or its like for your region,"),
        };
        reader.End();
        return settings;
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "PagerDuty settings (not shown)";
}
