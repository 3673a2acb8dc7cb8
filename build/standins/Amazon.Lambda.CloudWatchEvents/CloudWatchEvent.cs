using System.Text.Json.Serialization;

namespace Amazon.Lambda.CloudWatchEvents;

/// <summary>An event as EventBridge delivers it.</summary>
/// <typeparam name="T">What the event's source puts into its detail.</typeparam>
public class CloudWatchEvent<T>
{
    /// <summary>The version of the envelope, 0.</summary>
    public string Version { get; set; } = null!;

    /// <summary>The account the event is about.</summary>
    public string Account { get; set; } = null!;

    /// <summary>The region the event comes from.</summary>
    public string Region { get; set; } = null!;

    /// <summary>What happened.</summary>
    public T Detail { get; set; } = default!;

    /// <summary>What kind of event it is.</summary>
    [JsonPropertyName("detail-type")]
    public string DetailType { get; set; } = null!;

    /// <summary>Who sent it, such as aws.securityhub.</summary>
    public string Source { get; set; } = null!;

    /// <summary>When it happened, in UTC.</summary>
    public DateTime Time { get; set; }

    /// <summary>The id of the event; a repeated delivery has the same.</summary>
    public string Id { get; set; } = null!;

    /// <summary>The ARNs the event is about.</summary>
    public List<string> Resources { get; set; } = null!;
}
