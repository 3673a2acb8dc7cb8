using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.SQSEvents;

/// <summary>Which messages of a batch failed: these, and only these, are delivered again.</summary>
[DataContract]
public class SQSBatchResponse
{
    /// <summary>A batch of which nothing failed.</summary>
    public SQSBatchResponse()
        : this([])
    {
    }

    /// <summary>A batch of which these messages failed.</summary>
    public SQSBatchResponse(List<BatchItemFailure> batchItemFailures) => BatchItemFailures = batchItemFailures;

    /// <summary>The messages that failed.</summary>
    [DataMember(Name = "batchItemFailures")]
    [JsonPropertyName("batchItemFailures")]
    public List<BatchItemFailure> BatchItemFailures { get; set; }

    /// <summary>A message that failed.</summary>
    [DataContract]
    public class BatchItemFailure
    {
        /// <summary>The message's id.</summary>
        [DataMember(Name = "itemIdentifier")]
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; } = null!;
    }
}
