namespace IncidentResponder.Core.Notify;

/// <summary>A notice did not go out.</summary>
public sealed class NoticeNotSentException : Exception
{
    /// <summary>Makes it with no words of its own.</summary>
    public NoticeNotSentException()
    {
    }

    /// <summary>Makes it with a sentence that names the topic, the error and the next step.</summary>
    public NoticeNotSentException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it with a sentence and what caused it.</summary>
    public NoticeNotSentException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>How long the other side asks to be left alone before the next try; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
