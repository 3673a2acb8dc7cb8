namespace IncidentResponder.Core.Ingest;

/// <summary>A resource that a finding names.</summary>
public sealed record FindingResource
{
    /// <summary>The type in Security Hub's spelling, for example "AwsEc2Instance", "AwsIamAccessKey", "AwsIamUser".</summary>
    public required string Type { get; init; }

    /// <summary>The bare id within its account: "i-0abc…", an access key id, a user name, a bucket name.</summary>
    public required string Id { get; init; }

    /// <summary>The account that holds it.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The Region that holds it.</summary>
    public required string Region { get; init; }

    /// <summary>The ARN, where the finding gives or implies one.</summary>
    public string? Arn { get; init; }
}
