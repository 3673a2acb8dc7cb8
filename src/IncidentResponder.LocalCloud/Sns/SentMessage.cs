using System.Collections.Immutable;

namespace IncidentResponder.LocalCloud.Sns;

/// <summary>A message that was published to an SNS topic.</summary>
/// <param name="TopicArn">The topic.</param>
/// <param name="Subject">The subject line; empty when there is none.</param>
/// <param name="Body">The text.</param>
/// <param name="Attributes">The message attributes by which subscriptions filter.</param>
/// <param name="At">When, by the cloud's clock.</param>
public sealed record SentMessage(string TopicArn, string Subject, string Body, ImmutableSortedDictionary<string, string> Attributes, DateTimeOffset At)
{
    /// <summary>The product's kind of message: Opened, Question, Code, Outcome, RolledBack; empty for others.</summary>
    public string Kind => Attributes.GetValueOrDefault("kind", "");

    /// <summary>The incident it is about; empty for others.</summary>
    public string IncidentId => Attributes.GetValueOrDefault("incidentId", "");
}
