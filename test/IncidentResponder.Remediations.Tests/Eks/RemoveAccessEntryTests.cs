using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Eks;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Eks;

public sealed class RemoveAccessEntryTests(Moto moto) : RemediationContract(moto)
{
    private const string Role = "arn:aws:iam::123456789012:role/ops/deployer";
    private const string User = "arn:aws:iam::123456789012:user/build-bot";

    [Theory]
    [InlineData("EC2_LINUX")]
    [InlineData("EC2_WINDOWS")]
    [InlineData("EC2")]
    [InlineData("FARGATE_LINUX")]
    [InlineData("HYBRID_LINUX")]
    public async Task Capture_AccessEntryTypesOfNodes_AreRefused(string type)
    {
        var cluster = EksCloud.Create();
        cluster.Enter(Role, type);
        var before = cluster.State();

        (await Start(SceneOf(cluster, Role)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("nodes would leave");

        cluster.State().ShouldBe(before);
    }

    [Fact]
    public async Task Capture_ClusterGoesByItsConfigMapAlone_IsRefusedWithTheNextStep()
    {
        var cluster = EksCloud.Create(mode: "CONFIG_MAP");

        (await Start(SceneOf(cluster, Role)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("edit configmap aws-auth");
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("shop/deployer")]
    [InlineData("/arn:aws:iam::123456789012:role/deployer")]
    public async Task Capture_IdWithoutClusterOrPrincipal_IsRefused(string id)
    {
        var run = new Run(Moto, Scene.Of("AwsEksAccessEntry", id), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("CLUSTER/PRINCIPAL-ARN");
    }

    [Fact]
    public async Task Preview_ClusterAlsoGoesByItsConfigMap_SaysSo()
    {
        var cluster = EksCloud.Create();
        cluster.Enter(Role);
        cluster.Enter(User);
        var run = Start(SceneOf(cluster, Role));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain(line => line.StartsWith("1 other users and roles", StringComparison.Ordinal));
        facts.Summary.ShouldContain(line => line.Contains("aws-auth ConfigMap, which may let the same principal in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_ClusterDeleted_IsConfirmed()
    {
        var cluster = EksCloud.Create();
        cluster.Enter(Role);
        var run = Start(SceneOf(cluster, Role));
        await run.ApplyAsync();
        cluster.Delete();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_AnyEntry_UndoesApply() =>
        await Gen.Select(Among.Of(Role, User), Among.Of(null, "admin"), Among.Of("viewers", "ops").Array[0, 2], Among.Of("", "billing", "billing,shop").Array[0, 3], Gen.Bool).SampleAsync(
            async (principal, username, groups, scopes, tagged) =>
            {
                var cluster = EksCloud.Create();
                cluster.Enter(principal, username: username, groups: [.. groups.Distinct().Order(StringComparer.Ordinal)], team: tagged ? "shop" : null);
                foreach (var (scope, number) in scopes.Select((scope, number) => (scope, number)))
                    cluster.Grant(principal, $"Policy{number}", scope.Split(',', StringSplitOptions.RemoveEmptyEntries));
                var before = cluster.State();
                var run = Start(SceneOf(cluster, principal));
                await run.ApplyAsync();
                cluster.State().ShouldNotContain(principal);
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                cluster.State().ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 30,
            threads: 1);

    protected override Task<Scene> ExposedAsync()
    {
        var cluster = EksCloud.Create();
        cluster.Enter(Role, groups: ["ops", "viewers"], team: "shop");
        cluster.Grant(Role, "AmazonEKSClusterAdminPolicy");
        cluster.Grant(Role, "AmazonEKSViewPolicy", "billing", "shop");
        return Task.FromResult(SceneOf(cluster, Role));
    }

    protected override Task<Scene> SafeAsync() => Task.FromResult(SceneOf(EksCloud.Create(), Role));

    protected override IRemediation Make(AwsClients aws) => new RemoveAccessEntry(aws);

    private static Scene SceneOf(EksCloud cluster, string principal) => new()
    {
        Target = Scene.Of("AwsEksAccessEntry", $"{cluster.Name}/{principal}"),
        LookAsync = () => Task.FromResult(cluster.State()),
        DriftAsync = () =>
        {
            cluster.Enter(principal, groups: ["system:masters"]);
            return Task.CompletedTask;
        },
    };
}
