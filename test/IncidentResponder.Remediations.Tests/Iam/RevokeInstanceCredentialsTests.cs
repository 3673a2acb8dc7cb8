using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Remediations.Iam;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Iam;

public sealed class RevokeInstanceCredentialsTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task Apply_SourceInstanceArnDenyOnASharedRole_LeavesOtherInstancesAlone()
    {
        var (role, instance) = await InstanceAsync();
        var other = await RunAsync(role);

        await Start(SceneOf(role, instance)).ApplyAsync();

        DeniedInstance(await role.PolicyAsync($"IR-Deny-{instance}")).ShouldBe($"arn:aws:ec2:{Moto.Region}:{Moto.Account}:instance/{instance}");
        (await role.StateAsync()).ShouldNotContain(other);
        (await role.PolicyAsync("work")).ShouldBe(RoleWorld.Work);
    }

    [Fact]
    public async Task RollBack_AnotherInstanceOfTheRoleIsContained_StaysContained()
    {
        var (role, instance) = await InstanceAsync();
        var other = await RunAsync(role);
        var (run, second) = (Start(SceneOf(role, instance)), Start(SceneOf(role, other)));
        await run.ApplyAsync();
        await second.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await role.PolicyAsync($"IR-Deny-{instance}")).ShouldBeNull();
        DeniedInstance(await role.PolicyAsync($"IR-Deny-{other}")).ShouldEndWith(other);
    }

    [Fact]
    public async Task Capture_InstanceWithoutProfile_IsRefusedForItHasNoRole()
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);

        (await new Run(Moto, Scene.Instance(world.Instance), Make).CaptureAsync())
            .ShouldBeOfType<Captured.Refused>().Why.ShouldBe($"Instance {world.Instance} has no role; if it had one before, revoke that role's sessions.");
    }

    [Fact]
    public async Task Capture_EmptyProfile_IsRefusedForItHasNoRole()
    {
        var (role, instance) = await InstanceAsync();
        await Moto.AskAsync("iam", "RemoveRoleFromInstanceProfile", ("InstanceProfileName", role.Role), ("RoleName", role.Role));

        (await new Run(Moto, Scene.Instance(instance), Make).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("has no role");
    }

    [Fact]
    public async Task Capture_UnknownInstance_IsRefusedAndNamesTheRoleAsNextStep() =>
        (await new Run(Moto, Scene.Instance("i-00000000000000000"), Make).CaptureAsync())
            .ShouldBeOfType<Captured.Refused>().Why.ShouldContain("revoke the sessions of the role");

    [Fact]
    public async Task RollBack_InstanceHasAnotherRoleNow_IsDriftedAndTouchesNeither()
    {
        var (role, instance) = await InstanceAsync();
        var run = Start(SceneOf(role, instance));
        await run.ApplyAsync();
        var forensic = await RoleWorld.WithRoleAsync(Moto);
        await MoveAsync(instance, await forensic.ProfileAsync());
        var before = await role.StateAsync() + await forensic.StateAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Drifted>().Difference.ShouldContain(forensic.Role);

        (await role.StateAsync() + await forensic.StateAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Preview_SharedRole_CountsTheOtherInstances()
    {
        var (role, instance) = await InstanceAsync();
        await RunAsync(role);
        var run = Start(SceneOf(role, instance));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.StartsWith("1 other instances", StringComparison.Ordinal));
        facts.PrincipalArn.ShouldBe($"arn:aws:iam::{Moto.Account}:role/{role.Role}");
    }

    [Theory]
    [InlineData(true, "was last used on 2026-01-11 23:59 UTC in eu-west-1 (IAM).")]
    [InlineData(false, "was not used in the last 400 days, and IAM has no record of what was before (IAM).")]
    public async Task Preview_RoleInTwoProfiles_TellsItsLastUseAndNamesTheOther(bool used, string told)
    {
        var (role, instance) = await InstanceAsync();
        await Moto.AskAsync("iam", "CreateInstanceProfile", ("InstanceProfileName", $"{role.Role}-too"));
        await Moto.AskAsync("iam", "AddRoleToInstanceProfile", ("InstanceProfileName", $"{role.Role}-too"), ("RoleName", role.Role));
        var run = Start(SceneOf(role, instance));
        run.Log.Rewrite = used ? LastUses.Told : null;

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[^2..].ShouldBe([$"Role {role.Role} {told}", $"Instances with profile {role.Role}-too have the role too and go on as before (IAM)."]);
    }

    protected override async Task<Scene> ExposedAsync()
    {
        var (role, instance) = await InstanceAsync();
        return SceneOf(role, instance);
    }

    protected override async Task<Scene> SafeAsync()
    {
        var scene = await ExposedAsync();
        await Start(scene).ApplyAsync();
        return scene;
    }

    protected override IRemediation Make(AwsClients aws) => new RevokeInstanceCredentials(aws);

    private static Scene SceneOf(RoleWorld role, string instance) => new()
    {
        Target = Scene.Instance(instance),
        LookAsync = role.StateAsync,
        DriftAsync = () => role.PutAsync($"IR-Deny-{instance}", RoleWorld.Work),
    };

    private async Task<(RoleWorld Role, string Instance)> InstanceAsync()
    {
        var role = await RoleWorld.WithRoleAsync(Moto);
        await role.ProfileAsync();
        return (role, await RunAsync(role));
    }

    private async Task<string> RunAsync(RoleWorld role)
    {
        var world = await Ec2World.WithInstanceAsync(Moto, 1);
        await Moto.AskAsync("ec2", "AssociateIamInstanceProfile", ("InstanceId", world.Instance), ("IamInstanceProfile.Name", role.Role));
        return world.Instance;
    }

    private async Task MoveAsync(string instance, string profile)
    {
        var found = await Moto.AskAsync("ec2", "DescribeIamInstanceProfileAssociations", ("Filter.1.Name", "instance-id"), ("Filter.1.Value.1", instance));
        await Moto.AskAsync("ec2", "DisassociateIamInstanceProfile", ("AssociationId", found.Descendants("associationId").Single().Value));
        await Moto.AskAsync("ec2", "AssociateIamInstanceProfile", ("InstanceId", instance), ("IamInstanceProfile.Name", profile));
    }

    private static string? DeniedInstance(string? document) => JsonElement.Parse(document.ShouldNotBeNull())
        .GetProperty("Statement")[0].GetProperty("Condition").GetProperty("StringEquals").GetProperty("ec2:SourceInstanceARN").GetString();
}
