namespace IncidentResponder.Remediations;

/// <summary>One changing call of a remediation: what people are shown before, and what is made after. The two are the same by construction.</summary>
/// <param name="Call">The IAM action: "s3:PutBucketPublicAccessBlock".</param>
/// <param name="Subject">What it changes and into what: "example-bucket: BlockPublicAcls=true, …". Two changes of one list differ in it.</param>
/// <param name="Make">Makes the call.</param>
internal sealed record Change(string Call, string Subject, Func<CancellationToken, Task> Make)
{
    /// <summary>What follows depends on what this brings about, so the target is read again after it.</summary>
    public bool LookAfter { get; init; }

    /// <summary>As people are shown it.</summary>
    public override string ToString() => $"{Call} {Subject}";
}
