using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.OpenSearch;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.OpenSearch;

public sealed class CloseAccessPolicyTests(Moto moto) : RemediationContract(moto)
{
    private const string Everybody = """{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"es:*","Resource":"*"}""";
    private const string Office = """{"Effect":"Allow","Principal":"*","Action":"es:ESHttp*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["198.51.100.0/24"]}}}""";
    private const string Firehose = """{"Sid":"Firehose","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/firehose"},"Action":"es:ESHttpPut","Resource":"*"}""";
    private const string Organisation = """{"Effect":"Allow","Principal":"*","Action":"es:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}}""";
    private const string Mixed = """{"Effect":"Allow","Principal":{"AWS":["*","arn:aws:iam::123456789012:role/ingest"]},"Action":"es:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}""";
    private const string Closed = """{"Effect":"Deny","Principal":"*","Action":"es:ESHttpDelete","Resource":"*"}""";

    [Fact]
    public async Task Apply_OpenDomain_KeepsItsWriters()
    {
        var world = await WorldAsync(Everybody, Firehose, Closed);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Firehose, Closed));
    }

    [Fact]
    public async Task Apply_OnlyAnAddressIsAskedFor_CountsAsEverybody()
    {
        var world = await WorldAsync(Office, Firehose, Organisation);

        await Start(SceneOf(world)).ApplyAsync();

        (await world.PolicyAsync()).ShouldBe(PolicyOf(Firehose, Organisation));
    }

    [Fact]
    public async Task Apply_StatementForARoleAsWell_StaysForTheRole()
    {
        var world = await WorldAsync(Mixed);

        await Start(SceneOf(world)).ApplyAsync();

        var policy = await world.PolicyAsync();
        policy.ShouldContain("role/ingest");
        policy.ShouldNotContain("\"*\",\"arn");
    }

    [Fact]
    public async Task Apply_NoStatementIsLeft_LeavesNoPolicy()
    {
        var world = await WorldAsync(Everybody, Office);
        var before = await world.PolicyAsync();
        var run = Start(SceneOf(world));

        await run.ApplyAsync();
        (await world.PolicyAsync()).ShouldBe("none");
        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("has no access policy");

        await run.RollBackAsync();
        (await world.PolicyAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Apply_DomainInAVpc_IsLeftToItsSecurityGroups()
    {
        var world = await OpenSearchWorld.WithDomainAsync(Moto, PolicyOf(Everybody, Office), isInVpc: true);
        var run = Start(SceneOf(world));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.AlreadySafe>();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("only from inside VPC vpc-0123456789abcdef0");
        run.Log.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task RollBack_OpenSearchWritesThePolicyInItsOwnWay_IsNoDrift()
    {
        var world = await WorldAsync(Everybody, Firehose);
        var before = await world.PolicyAsync();
        var run = Start(SceneOf(world));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("\\\"Effect\\\":\\\"Allow\\\",", "", StringComparison.Ordinal)
            .Replace("\\\"Resource\\\":\\\"*\\\"", "\\\"Resource\\\": [\\\"*\\\"], \\\"Effect\\\" : \\\"Allow\\\"", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await world.PolicyAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Verify_DomainIsStillAtTheChange_WaitsForIt()
    {
        var run = Start(SceneOf(await WorldAsync(Everybody, Firehose)));
        await run.ApplyAsync();
        run.Log.Rewrite = text => text.Replace("\"Processing\": false", "\"Processing\": true", StringComparison.Ordinal);

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>().Why.ShouldContain("is still at a change");
    }

    [Fact]
    public async Task Capture_PolicyThatIsNone_IsRefused()
    {
        var world = await OpenSearchWorld.WithDomainAsync(Moto, "not a policy");

        (await Start(SceneOf(world)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("can't be read as a policy");
    }

    [Fact]
    public async Task Preview_OpenDomain_NamesTheStatementsThatWouldGo()
    {
        var run = Start(SceneOf(await WorldAsync(Office, Firehose)));

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary.ShouldContain("Statement number 1 (*) lets everybody in, from the addresses in its condition, and would no more (OpenSearch Service).");
        facts.Summary.ShouldNotContain(line => line.Contains("Firehose (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RollBack_AnyPolicy_UndoesApply() =>
        await Among.Of(Everybody, Office, Firehose, Organisation, Mixed, Closed).Array[1, 4].SampleAsync(
            async statements =>
            {
                var world = await WorldAsync(statements);
                var before = await world.PolicyAsync();
                var run = Start(SceneOf(world));
                await run.ApplyAsync();
                (await world.PolicyAsync()).ShouldNotContain("198.51.100.0/24");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await world.PolicyAsync()).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 20,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await WorldAsync(Everybody, Office, Firehose));

    protected override async Task<Scene> SafeAsync() => SceneOf(await WorldAsync(Firehose, Organisation));

    protected override IRemediation Make(AwsClients aws) => new CloseAccessPolicy(aws);

    private Task<OpenSearchWorld> WorldAsync(params string[] statements) => OpenSearchWorld.WithDomainAsync(Moto, PolicyOf(statements));

    private static string PolicyOf(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static Scene SceneOf(OpenSearchWorld world) => new()
    {
        Target = Scene.Of("AwsOpenSearchServiceDomain", world.Domain),
        LookAsync = world.PolicyAsync,
        DriftAsync = () => world.SetPolicyAsync(PolicyOf(Closed)),
        Answer = world.Answer,
    };
}
