using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>A cluster of its own with a service, a task of it and a host; made and read past the code under test.</summary>
public sealed class EcsWorld
{
    private static int s_clusters;
    private readonly Moto _moto;

    private EcsWorld(Moto moto) => _moto = moto;

    public required string Cluster { get; init; }

    public string Task { get; private set; } = "";

    public string Host { get; private set; } = "";

    /// <summary>Makes a cluster with a service that runs two tasks, one of which is the scene's.</summary>
    public static async Task<EcsWorld> WithTaskAsync(Moto moto, string group = "service:web", string scheduling = "REPLICA")
    {
        // Else moto would stop the task by itself after it was looked at some times.
        await moto.RestAsync("moto-api", HttpMethod.Post, "/moto-api/state-manager/set-transition",
            """{"model_name": "ecs::task", "transition": {"progression": "manual", "times": 1000000}}""");
        var world = new EcsWorld(moto) { Cluster = $"shop-{Interlocked.Increment(ref s_clusters)}" };
        await world.AskAsync("CreateCluster", $$"""{"clusterName": "{{world.Cluster}}"}""");
        await world.AskAsync("RegisterTaskDefinition",
            """{"family": "web", "containerDefinitions": [{"name": "app", "image": "shop/web:1", "memory": 256}]}""");
        await world.AskAsync("CreateService", $$"""{"cluster": "{{world.Cluster}}", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "schedulingStrategy": "{{scheduling}}"}""");
        var run = await world.AskAsync("RunTask",
            $$"""{"cluster": "{{world.Cluster}}", "taskDefinition": "web", "launchType": "FARGATE", "group": "{{group}}", "startedBy": "ecs-svc/1234567890"}""");
        world.Task = run.GetProperty("tasks")[0].GetProperty("taskArn").GetString()!;
        return world;
    }

    /// <summary>Makes a cluster with a host.</summary>
    public static async Task<EcsWorld> WithHostAsync(Moto moto)
    {
        var world = new EcsWorld(moto) { Cluster = $"shop-{Interlocked.Increment(ref s_clusters)}" };
        await world.AskAsync("CreateCluster", $$"""{"clusterName": "{{world.Cluster}}"}""");
        var instance = (await Ec2World.WithInstanceAsync(moto, 1)).Instance;
        var made = await world.AskAsync("RegisterContainerInstance",
            $$"""{"cluster": "{{world.Cluster}}", "instanceIdentityDocument": "{\"instanceId\": \"{{instance}}\"}"}""");
        world.Host = made.GetProperty("containerInstance").GetProperty("containerInstanceArn").GetString()!;
        return world;
    }

    /// <summary>Something of the cluster, as a finding names it.</summary>
    public static RemediationTarget Target(string type, string arn)
    {
        var target = Scene.Of(type, arn[(arn.LastIndexOf('/') + 1)..]);
        return target with { Resource = target.Resource with { Arn = arn } };
    }

    /// <summary>The service, as a finding names it.</summary>
    public RemediationTarget Service => Target("AwsEcsService", $"arn:aws:ecs:{Moto.Region}:{Moto.Account}:service/{Cluster}/web");

    /// <summary>Changes the service as somebody else would: "desiredCount": 1.</summary>
    public Task UpdateAsync(string members) => AskAsync("UpdateService", $$"""{"cluster": "{{Cluster}}", "service": "web", {{members}}}""");

    public Task StopAsync() => AskAsync("StopTask", $$"""{"cluster": "{{Cluster}}", "task": "{{Task}}", "reason": "by hand"}""");

    public Task DeleteServiceAsync() => AskAsync("DeleteService", $$"""{"cluster": "{{Cluster}}", "service": "web", "force": true}""");

    public Task SetHostAsync(string status) =>
        AskAsync("UpdateContainerInstancesState", $$"""{"cluster": "{{Cluster}}", "containerInstances": ["{{Host}}"], "status": "{{status}}"}""");

    public Task DeregisterHostAsync() => AskAsync("DeregisterContainerInstance", $$"""{"cluster": "{{Cluster}}", "containerInstance": "{{Host}}", "force": true}""");

    /// <summary>How many tasks the service is to run, and whether shells can be opened in them.</summary>
    public async Task<string> ServiceAsync()
    {
        var shown = await AskAsync("DescribeServices", $$"""{"cluster": "{{Cluster}}", "services": ["web"]}""");
        return shown.GetProperty("services").EnumerateArray().Select(one =>
            $"{one.GetProperty("desiredCount")} tasks, shells {(one.TryGetProperty("enableExecuteCommand", out var shells) ? shells : default)}").SingleOrDefault("no service");
    }

    /// <summary>What the task is wanted to be, and why.</summary>
    public async Task<string> TaskAsync()
    {
        var shown = (await AskAsync("DescribeTasks", $$"""{"cluster": "{{Cluster}}", "tasks": ["{{Task}}"]}""")).GetProperty("tasks")[0];
        return $"{shown.GetProperty("desiredStatus")}: {(shown.TryGetProperty("stoppedReason", out var reason) ? reason : default)}";
    }

    /// <summary>In which state the host is.</summary>
    public async Task<string> HostAsync()
    {
        var shown = await AskAsync("DescribeContainerInstances", $$"""{"cluster": "{{Cluster}}", "containerInstances": ["{{Host}}"]}""");
        return shown.GetProperty("containerInstances").EnumerateArray().Select(one => one.GetProperty("status").GetString()!).SingleOrDefault("no host");
    }

    private Task<JsonElement> AskAsync(string operation, string body) => _moto.JsonAsync("ecs", $"AmazonEC2ContainerServiceV20141113.{operation}", body);
}
