using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.GuardDuty;

/// <summary>
/// A GuardDuty finding in AWS Security Finding Format, as the integration writes it
/// (Amazon GuardDuty User Guide, "Integrating with AWS Security Hub").
/// </summary>
public static class AsffForm
{
    /// <summary>Translates the detail of a "GuardDuty Finding" event.</summary>
    public static JsonObject Of(JsonObject detail)
    {
        var account = Text(detail["accountId"]);
        var region = Text(detail["region"]);
        var severity = detail["severity"]?.GetValue<double>() ?? 0;
        var service = detail["service"] as JsonObject ?? [];
        return new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = Text(detail["arn"]) is { Length: > 0 } arn ? arn : $"arn:aws:guardduty:{region}:{account}:detector/local/finding/{Text(detail["id"])}",
            ["ProductArn"] = $"arn:aws:securityhub:{region}::product/aws/guardduty",
            ["ProductName"] = "GuardDuty",
            ["CompanyName"] = "Amazon",
            ["GeneratorId"] = $"arn:aws:guardduty:{region}:{account}:detector/local",
            ["AwsAccountId"] = account,
            ["Region"] = region,
            ["Types"] = new JsonArray($"TTPs/{Text(detail["type"]).Replace('/', '-')}"),
            ["FirstObservedAt"] = (service["eventFirstSeen"] ?? detail["createdAt"])?.DeepClone(),
            ["LastObservedAt"] = (service["eventLastSeen"] ?? detail["updatedAt"])?.DeepClone(),
            ["CreatedAt"] = detail["createdAt"]?.DeepClone(),
            ["UpdatedAt"] = detail["updatedAt"]?.DeepClone(),
            ["Severity"] = new JsonObject { ["Product"] = severity, ["Label"] = Label(severity), ["Normalized"] = (int)(severity * 10) },
            ["Title"] = detail["title"]?.DeepClone(),
            ["Description"] = detail["description"]?.DeepClone(),
            ["ProductFields"] = new JsonObject
            {
                ["aws/guardduty/service/resourceRole"] = service["resourceRole"]?.DeepClone(),
                ["aws/guardduty/service/archived"] = "false",
                ["aws/securityhub/ProductName"] = "GuardDuty",
            },
            ["Resources"] = new JsonArray(ResourceOf(detail["resource"] as JsonObject ?? [], account, region)),
            ["RecordState"] = "ACTIVE",
            ["WorkflowState"] = "NEW",
        };
    }

    private static JsonObject ResourceOf(JsonObject resource, string account, string region) => resource["resourceType"]?.GetValue<string>() switch
    {
        "Instance" => Resource("AwsEc2Instance", $"arn:aws:ec2:{region}:{account}:instance/{Text(resource["instanceDetails"]?["instanceId"])}", region, null),
        "AccessKey" => Resource(
            "AwsIamAccessKey",
            $"AWS::IAM::AccessKey:{Text(resource["accessKeyDetails"]?["accessKeyId"])}",
            region,
            new JsonObject
            {
                ["AwsIamAccessKey"] = new JsonObject
                {
                    ["PrincipalId"] = resource["accessKeyDetails"]?["principalId"]?.DeepClone(),
                    ["PrincipalType"] = resource["accessKeyDetails"]?["userType"]?.DeepClone(),
                    ["PrincipalName"] = resource["accessKeyDetails"]?["userName"]?.DeepClone(),
                },
            }),
        _ => Resource("Other", $"arn:aws:::{account}", region, null),
    };

    private static JsonObject Resource(string type, string id, string region, JsonObject? details)
    {
        var resource = new JsonObject { ["Type"] = type, ["Id"] = id, ["Partition"] = "aws", ["Region"] = region };
        if (details is not null)
            resource["Details"] = details;
        return resource;
    }

    private static string Label(double severity) => severity switch
    {
        >= 9 => "CRITICAL",
        >= 7 => "HIGH",
        >= 4 => "MEDIUM",
        >= 1 => "LOW",
        _ => "INFORMATIONAL",
    };

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
