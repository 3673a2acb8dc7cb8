namespace Amazon.Lambda.SQSEvents;

/// <summary>A batch of messages from a queue.</summary>
public class SQSEvent
{
    /// <summary>The messages.</summary>
    public List<SQSMessage> Records { get; set; } = null!;

    /// <summary>A message.</summary>
    public class SQSMessage
    {
        /// <summary>The message's id; a repeated delivery has the same.</summary>
        public string MessageId { get; set; } = null!;

        /// <summary>What deletes this delivery of the message.</summary>
        public string ReceiptHandle { get; set; } = null!;

        /// <summary>What was sent.</summary>
        public string Body { get; set; } = null!;

        /// <summary>The MD5 digest of the body.</summary>
        public string Md5OfBody { get; set; } = null!;

        /// <summary>The MD5 digest of the message attributes.</summary>
        public string Md5OfMessageAttributes { get; set; } = null!;

        /// <summary>The ARN of the queue.</summary>
        public string EventSourceArn { get; set; } = null!;

        /// <summary>Who sent the event, aws:sqs.</summary>
        public string EventSource { get; set; } = null!;

        /// <summary>The queue's region.</summary>
        public string AwsRegion { get; set; } = null!;

        /// <summary>What the queue says of the message, such as ApproximateReceiveCount and SentTimestamp.</summary>
        public Dictionary<string, string> Attributes { get; set; } = null!;

        /// <summary>What the sender says of the message.</summary>
        public Dictionary<string, MessageAttribute> MessageAttributes { get; set; } = null!;
    }

    /// <summary>A value that the sender gave a message.</summary>
    public class MessageAttribute
    {
        /// <summary>The value, if it is text or a number.</summary>
        public string StringValue { get; set; } = null!;

        /// <summary>The value, if it is binary.</summary>
        public MemoryStream BinaryValue { get; set; } = null!;

        /// <summary>Reserved.</summary>
        public List<string> StringListValues { get; set; } = null!;

        /// <summary>Reserved.</summary>
        public List<MemoryStream> BinaryListValues { get; set; } = null!;

        /// <summary>String, Number or Binary.</summary>
        public string DataType { get; set; } = null!;
    }
}
