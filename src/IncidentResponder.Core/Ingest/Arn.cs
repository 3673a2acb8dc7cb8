namespace IncidentResponder.Core.Ingest;

/// <summary>An Amazon Resource Name in its parts. Account and Region may be empty, as in those of S3 buckets.</summary>
/// <param name="Partition">"aws", "aws-cn" or "aws-us-gov".</param>
/// <param name="Service">The service's prefix.</param>
/// <param name="Region">The Region or "".</param>
/// <param name="Account">The account number or "".</param>
/// <param name="Resource">The rest, with its own colons and slashes.</param>
public readonly record struct Arn(string Partition, string Service, string Region, string Account, string Resource)
{
    /// <summary>Reads an ARN if the text is one.</summary>
    public static bool TryParse(string? text, out Arn arn)
    {
        var parts = text?.Split(':', 6);
        var valid = parts is ["arn", "aws" or "aws-cn" or "aws-us-gov", { Length: > 0 }, _, _, { Length: > 0 }];
        arn = valid ? new(parts![1], parts[2], parts[3], parts[4], parts[5]) : default;
        return valid;
    }

    /// <summary>The partition that a Region is of.</summary>
    public static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    /// <inheritdoc/>
    public override string ToString() => $"arn:{Partition}:{Service}:{Region}:{Account}:{Resource}";
}
