using System.Text;

namespace IncidentResponder.Core.Ingest;

/// <summary>
/// Gives a type of resource its name in Security Hub's format, whatever the source calls it: "AWS::EC2::Instance" (CloudFormation, OCSF),
/// "AWS_EC2_INSTANCE" (Inspector) and "EC2_INSTANCE" (GuardDuty's sequences) all give "AwsEc2Instance".
/// </summary>
internal static class AwsTypeName
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["AWS::::Account"] = "AwsAccount",
        ["AWS::Account"] = "AwsAccount",
        ["AWS::Container::Container"] = "Container",
        ["AWS::OpenSearchService::Domain"] = "AwsOpenSearchServiceDomain",
        ["AWS::ElasticLoadBalancingV2::LoadBalancer"] = "AwsElbv2LoadBalancer",
        ["AWS::ElasticLoadBalancing::LoadBalancer"] = "AwsElbLoadBalancer",
        ["AWS::StepFunctions::StateMachine"] = "AwsStepFunctionStateMachine",
        ["CONTAINER"] = "Container",
        ["KUBERNETES_WORKLOAD"] = "KubernetesWorkload",
        ["CODE_REPOSITORY"] = "CodeRepository",
        ["ACCESS_KEY"] = "AwsIamAccessKey",
        ["AUTOSCALING_AUTO_SCALING_GROUP"] = "AwsAutoScalingAutoScalingGroup",
        ["CLOUDFORMATION_STACK"] = "AwsCloudFormationStack",
        ["RDS_DB_INSTANCE"] = "AwsRdsDbInstance",
    };

    /// <summary>The name in Security Hub's format; a name of another kind as it is, "Other" for none.</summary>
    public static string Of(string? type) => type switch
    {
        null => "Other",
        _ when Known.TryGetValue(type, out var known) => known,
        _ when type.Split("::") is ["AWS", { Length: > 0 } service, { Length: > 0 } kind, ..] => $"Aws{Words(service)}{Words(kind)}",
        _ when type.StartsWith("AWS_", StringComparison.Ordinal) => "Aws" + Joined(type[4..]),
        _ when type.Contains('_', StringComparison.Ordinal) && !type.Any(char.IsAsciiLetterLower) => "Aws" + Joined(type),
        _ => type.Length <= 128 ? type : type[..128],
    };

    /// <summary>"EC2" gives "Ec2", "DBInstance" "DbInstance", "DynamoDB" "DynamoDb", "WAFv2" "Wafv2".</summary>
    private static string Words(string name)
    {
        var text = new StringBuilder(name.Replace("WAFv2", "Wafv2", StringComparison.Ordinal));
        for (var index = 1; index < text.Length; index++)
        {
            var beginsWord = index + 1 < text.Length && char.IsAsciiLetterLower(text[index + 1]);
            if (char.IsAsciiLetterUpper(name[index]) && char.IsAsciiLetterUpper(name[index - 1]) && !beginsWord)
                text[index] = char.ToLowerInvariant(text[index]);
        }

        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text.ToString(1, text.Length - 1);
    }

    private static string Joined(string name) => string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
}
