using System.Collections.Immutable;
using System.Xml.Linq;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.S3;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.S3;

/// <summary>There is one account, whose block each test sets before it begins; no other class touches it.</summary>
public sealed class BlockAccountPublicAccessTests(Moto moto) : RemediationContract(moto)
{
    [Fact]
    public async Task RollBack_SomeFlagsWereOn_AreOnAgainAlone()
    {
        await PutAsync("true", "false");
        var run = Start(SceneOf());
        await run.ApplyAsync();

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await LookAsync()).ShouldBe("BlockPublicAcls true, IgnorePublicAcls false, BlockPublicPolicy false, RestrictPublicBuckets false");
    }

    [Fact]
    public async Task RollBack_ThereWasNoBlock_IsNoneAgain()
    {
        await DeleteAsync();
        var run = Start(SceneOf());
        await run.ApplyAsync();
        (await LookAsync()).ShouldBe("BlockPublicAcls true, IgnorePublicAcls true, BlockPublicPolicy true, RestrictPublicBuckets true");

        (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();

        (await LookAsync()).ShouldBe("none");
    }

    [Fact]
    public async Task Verify_TurnedOffSince_IsNotConfirmed()
    {
        await DeleteAsync();
        var run = Start(SceneOf());
        await run.ApplyAsync();
        await DeleteAsync();

        (await run.VerifyAsync()).ShouldBeOfType<Verification.StillOpen>();
    }

    [Fact]
    public async Task Capture_FindingNamesAnotherAccount_IsRefused()
    {
        var run = new Run(Moto, Scene.Of("AwsAccount", "111122223333"), Make);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("111122223333");
    }

    [Fact]
    public async Task Preview_Account_NamesItsBuckets()
    {
        await Moto.RestAsync("s3", HttpMethod.Put, "/0-first-of-all", $"<CreateBucketConfiguration><LocationConstraint>{Moto.Region}</LocationConstraint></CreateBucketConfiguration>");
        var run = Start(SceneOf());

        var facts = await ((IPreviewed)run.It).PreviewAsync(run.Target, TestContext.Current.CancellationToken);

        facts.Summary[1].ShouldMatch("^It reaches all [0-9]+ buckets of the account: 0-first-of-all[ ,]");
    }

    protected override async Task<Scene> ExposedAsync()
    {
        await PutAsync("true", "false");
        return SceneOf();
    }

    protected override async Task<Scene> SafeAsync()
    {
        await PutAsync("true", "true");
        return SceneOf();
    }

    protected override async Task<ImmutableArray<Run>> OtherPathsAsync()
    {
        await DeleteAsync();
        var run = Start(SceneOf());
        await run.ApplyAsync();
        await run.RollBackAsync();
        return [run];
    }

    protected override IRemediation Make(AwsClients aws) => new BlockAccountPublicAccess(aws);

    private Scene SceneOf() => new()
    {
        Target = Scene.Of("AwsAccount", Moto.Account),
        LookAsync = LookAsync,
        DriftAsync = () => PutAsync("false", "true"),
    };

    private Task<string> PutAsync(string lists, string rest) => Moto.AccountSettingAsync(HttpMethod.Put,
        $"<PublicAccessBlockConfiguration><BlockPublicAcls>{lists}</BlockPublicAcls><IgnorePublicAcls>{rest}</IgnorePublicAcls>" +
        $"<BlockPublicPolicy>{rest}</BlockPublicPolicy><RestrictPublicBuckets>{rest}</RestrictPublicBuckets></PublicAccessBlockConfiguration>");

    private Task<string> DeleteAsync() => Moto.AccountSettingAsync(HttpMethod.Delete);

    private async Task<string> LookAsync()
    {
        try
        {
            var block = XElement.Parse(await Moto.AccountSettingAsync(HttpMethod.Get));
            return string.Join(", ", block.Descendants().Where(one => !one.HasElements).Select(one => $"{one.Name.LocalName} {one.Value.ToLowerInvariant()}"));
        }
        catch (InvalidOperationException none) when (none.Message.Contains("NoSuchPublicAccessBlockConfiguration", StringComparison.Ordinal))
        {
            return "none";
        }
    }
}
