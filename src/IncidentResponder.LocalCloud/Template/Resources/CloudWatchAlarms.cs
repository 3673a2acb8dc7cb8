using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates CloudWatch alarms. Nothing puts metrics here by itself, so they stay quiet.</summary>
public sealed class CloudWatchAlarms : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::CloudWatch::Alarm";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("AlarmName");
        var input = (JsonObject)request.Properties.DeepClone();
        input["AlarmName"] = name;
        input.Remove("Tags");
        await request.Api.QueryAsync("monitoring", "2010-08-01", "PutMetricAlarm", QueryParameters.Of(input), cancel);
        return CreatedResource.WithArn(name, $"arn:aws:cloudwatch:{request.Api.Region}:{request.Api.Account}:alarm:{name}");
    }
}
