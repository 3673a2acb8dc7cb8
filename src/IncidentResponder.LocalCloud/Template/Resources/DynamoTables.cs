using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates DynamoDB tables, with time to live and point-in-time recovery switched on where the template says so.</summary>
public sealed class DynamoTables : IResourceCreator
{
    private const string Target = "DynamoDB_20120810.";

    private static readonly string[] Copied =
    [
        "AttributeDefinitions", "KeySchema", "BillingMode", "ProvisionedThroughput", "GlobalSecondaryIndexes", "LocalSecondaryIndexes",
        "DeletionProtectionEnabled", "Tags", "TableClass",
    ];

    /// <inheritdoc />
    public string Type => "AWS::DynamoDB::Table";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("TableName");
        var input = new JsonObject { ["TableName"] = name };
        foreach (string property in Copied.Where(request.Properties.ContainsKey))
            input[property] = request.Properties[property]!.DeepClone();
        if (request.Properties["SSESpecification"] is JsonObject encryption)
            input["SSESpecification"] = Renamed(encryption, "SSEEnabled", "Enabled");
        if (request.Properties["StreamSpecification"] is JsonObject stream)
            input["StreamSpecification"] = new JsonObject { ["StreamEnabled"] = true, ["StreamViewType"] = stream["StreamViewType"]?.DeepClone() };
        await request.Api.JsonAsync("dynamodb", Target + "CreateTable", input, cancel);
        await SetAsync(request, name, "TimeToLiveSpecification", "UpdateTimeToLive", cancel);
        await SetAsync(request, name, "PointInTimeRecoverySpecification", "UpdateContinuousBackups", cancel);
        return CreatedResource.WithArn(name, $"arn:aws:dynamodb:{request.Api.Region}:{request.Api.Account}:table/{name}");
    }

    private static async Task SetAsync(ResourceRequest request, string table, string property, string operation, CancellationToken cancel)
    {
        if (request.Properties[property] is { } specification)
            await request.Api.JsonAsync("dynamodb", Target + operation, new JsonObject { ["TableName"] = table, [property] = specification.DeepClone() }, cancel);
    }

    private static JsonObject Renamed(JsonObject from, string old, string name) =>
        new(from.Select(field => KeyValuePair.Create(field.Key == old ? name : field.Key, field.Value?.DeepClone())));
}
