using System.Text.Json;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.CloudTrail;

/// <summary>The account's trails in moto, made and read past the code under test.</summary>
internal sealed class TrailWorld(Moto moto)
{
    private static readonly string[] Regions = [Moto.Region, "eu-central-1"];

    /// <summary>Removes all trails: they are the account's, and other tests' ones are in it.</summary>
    public async Task ClearAsync()
    {
        foreach (var region in Regions)
        {
            foreach (var trail in (await AskAsync("DescribeTrails", """{"includeShadowTrails":false}""", region)).GetProperty("trailList").EnumerateArray())
                await AskAsync("DeleteTrail", $$"""{"Name":"{{trail.GetProperty("Name").GetString()}}"}""", region);
        }
    }

    /// <summary>Makes a trail that is stopped; returns its ARN.</summary>
    public async Task<string> CreateAsync(string name, string region = Moto.Region)
    {
        var bucket = $"trails-{region}";
        try
        {
            await moto.RestAsync("s3", HttpMethod.Put, $"/{bucket}", $"<CreateBucketConfiguration><LocationConstraint>{Moto.Region}</LocationConstraint></CreateBucketConfiguration>");
        }
        catch (InvalidOperationException known) when (known.Message.Contains("BucketAlreadyOwnedByYou", StringComparison.Ordinal))
        {
            // Made by an earlier test.
        }

        var made = await AskAsync("CreateTrail", $$"""{"Name":"{{name}}","S3BucketName":"{{bucket}}","IsMultiRegionTrail":true}""", region);
        return made.GetProperty("TrailARN").GetString()!;
    }

    public Task StartAsync(string name, string region = Moto.Region) => AskAsync("StartLogging", $$"""{"Name":"{{name}}"}""", region);

    public Task DeleteAsync(string name, string region = Moto.Region) => AskAsync("DeleteTrail", $$"""{"Name":"{{name}}"}""", region);

    /// <summary>Each trail of both Regions with what one call answers about it.</summary>
    public async Task<string> LookAsync(string operation, string name, params string[] members)
    {
        var lines = new List<string>();
        foreach (var region in Regions)
        {
            foreach (var trail in (await AskAsync("DescribeTrails", """{"includeShadowTrails":false}""", region)).GetProperty("trailList").EnumerateArray())
            {
                var answer = await AskAsync(operation, $$"""{"{{name}}":"{{trail.GetProperty("Name").GetString()}}"}""", region);
                lines.Add($"{trail.GetProperty("TrailARN").GetString()} {string.Join(' ', members.Select(member => answer.GetProperty(member).GetRawText()))}");
            }
        }

        return string.Join('\n', lines);
    }

    public Task<JsonElement> AskAsync(string operation, string body, string region = Moto.Region) =>
        moto.JsonAsync("cloudtrail", $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", body, region);
}
