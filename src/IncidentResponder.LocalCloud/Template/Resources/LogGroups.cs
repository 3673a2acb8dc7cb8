using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates log groups with their retention.</summary>
public sealed class LogGroups : IResourceCreator
{
    private const string Target = "Logs_20140328.";

    /// <inheritdoc />
    public string Type => "AWS::Logs::LogGroup";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("LogGroupName");
        var input = new JsonObject { ["logGroupName"] = name };
        if (request.Text("KmsKeyId") is { } key)
            input["kmsKeyId"] = key;
        await request.Api.JsonAsync("logs", Target + "CreateLogGroup", input, cancel);
        if (request.Number("RetentionInDays", 0) is > 0 and var days)
            await request.Api.JsonAsync("logs", Target + "PutRetentionPolicy", new JsonObject { ["logGroupName"] = name, ["retentionInDays"] = days }, cancel);
        return CreatedResource.WithArn(name, $"arn:aws:logs:{request.Api.Region}:{request.Api.Account}:log-group:{name}:*");
    }
}
