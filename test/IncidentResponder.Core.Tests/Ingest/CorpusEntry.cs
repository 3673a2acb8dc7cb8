using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>A line of the index of published events.</summary>
internal sealed record CorpusEntry(string File, string FindingType, string ResourceType)
{
    private static readonly string[] NoFindings =
    [
        "Access Preview State Change", "Macie Alert", "Config Configuration Item Change", "5. AWS users", "EC2: ", "RISK: ", "ECR Image Scan",
        "KMS CMK Deletion", "Configuration Compliance State Change", "Load Balancer Optimization", "Exposed Access Keys",
    ];

    private static readonly Dictionary<string, string> ResourceNames = new(StringComparer.Ordinal)
    {
        ["Instance"] = "AwsEc2Instance",
        ["AccessKey"] = "AwsIamAccessKey",
        ["S3Bucket"] = "AwsS3Bucket",
        ["S3Object"] = "AwsS3Object",
        ["EKSCluster"] = "AwsEksCluster",
        ["ECSCluster"] = "AwsEcsCluster",
        ["RDSDBInstance"] = "AwsRdsDbInstance",
        ["AWS_EC2_INSTANCE"] = "AwsEc2Instance",
        ["AWS_ECR_CONTAINER_IMAGE"] = "AwsEcrContainerImage",
        ["AWS::::Account"] = "AwsAccount",
        ["AWS::IAM::Role"] = "AwsIamRole",
        ["AWS::S3::Bucket"] = "AwsS3Bucket",
        ["AWS::EC2::Instance"] = "AwsEc2Instance",
        ["AWS::Container::Container"] = "Container",
    };

    public bool IsMalformed => File.EndsWith(".invalid", StringComparison.Ordinal);

    public bool HoldsFindings => !IsMalformed && !NoFindings.Any(start => FindingType.StartsWith(start, StringComparison.Ordinal));

    public static IEnumerable<CorpusEntry> In(string folder) => System.IO.File.ReadLines(Path.Combine(folder, "INDEX.tsv")).Skip(1)
        .Select(line => line.Split('\t')).Select(cells => new CorpusEntry(cells[0], cells[1], cells[2]));

    /// <summary>Whether the findings are of the type, which the index writes as the event does, with a control's id in brackets.</summary>
    public bool IsOfType(IReadOnlyList<Finding> findings) => FindingType switch
    {
        "(no Types)" => true,
        "Access Analyzer Finding" => findings[0].Type == "ExternalAccess",
        _ => findings.All(finding => Bare(FindingType).Contains(Bare(finding.Type), StringComparison.Ordinal)) && HasControl(findings[0]),
    };

    /// <summary>Whether the findings name a resource of each type that the index has.</summary>
    public bool HasResources(IReadOnlyList<Finding> findings) => ResourceType == "-" || ResourceType.Split(',')
        .Select(type => ResourceNames.GetValueOrDefault(type, type))
        .All(type => findings.Any(finding => finding.Resources.Any(resource => resource.Type == type)));

    private bool HasControl(Finding finding) =>
        FindingType.IndexOf(" [", StringComparison.Ordinal) is var start && (start < 0 || FindingType[(start + 2)..].StartsWith($"{finding.ControlId}]", StringComparison.Ordinal));

    private static string Bare(string type) => string.Concat(type.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
