using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Lambda;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Lambda;

public sealed class RemovePublicPermissionsTests(Moto moto) : RemediationContract(moto)
{
    private const string Organisation = "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-exampleorgid\"}";
    private const string Account = "\"StringEquals\":{\"AWS:SourceAccount\":\"123456789012\"}";

    private static readonly string[] Conditions =
    [
        "", "\"StringEquals\":{\"lambda:FunctionUrlAuthType\":\"NONE\"}", "\"Bool\":{\"lambda:InvokedViaFunctionUrl\":\"true\"}",
        "\"StringEquals\":{\"lambda:EventSourceToken\":\"token\"}", "\"ArnLike\":{\"AWS:SourceArn\":\"arn:aws:s3:::*\"}", Organisation, Account,
    ];

    private static readonly string[] Qualifiers = ["", "live", "1"];

    [Fact]
    public async Task Apply_AliasAndFunctionPolicies_AreBothCleaned()
    {
        var function = Function();
        Permit(function, "", "Open");
        Permit(function, "live", "Open");
        Permit(function, "1", "Open");
        function.Permit("live", """{"Sid":"Bus","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"x"}""");
        function.Permit("", """{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"lambda:InvokeFunction","Resource":"x"}""");

        await Start(SceneOf(function)).ApplyAsync();

        function.State().ShouldNotContain("Open");
        function.State().ShouldContain("policy live {Action:\"lambda:InvokeFunction\",Effect:\"Allow\",Principal:{Service");
        function.State().ShouldContain("Sid:\"Partner\"");
    }

    [Fact]
    public async Task Apply_TwoInOnePolicy_EachNamesTheRevisionThatItRead()
    {
        var function = Function();
        Permit(function, "", "First");
        Permit(function, "", "Second");
        var run = Start(SceneOf(function));

        (await run.ApplyAsync()).ShouldBeOfType<Applied.Changed>();

        function.State().ShouldBe("reserved none");
        run.Book.Pauses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Capture_StatementThatNoCallMakes_IsRefused()
    {
        var function = Function();
        Permit(function, "live", "Odd", "\"StringLike\":{\"aws:UserAgent\":\"x*\"}");

        (await Start(SceneOf(function)).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("can't be put back");
    }

    [Fact]
    public async Task RollBack_AnyPermissions_AreAddedExactly() =>
        await Gen.Select(Gen.Int[0, 2], Gen.Int[0, Conditions.Length - 1]).Array[0, 5].SampleAsync(
            async permissions =>
            {
                var function = Function();
                foreach (var (number, (qualifier, condition)) in permissions.Index())
                    Permit(function, Qualifiers[qualifier], $"s{number}", Conditions[condition]);
                var before = function.State();
                var run = Start(SceneOf(function));
                await run.ApplyAsync();
                (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>();
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                function.State().ShouldBe(before);
            },
            seed: Seeds.Next(),
            iter: 30,
            threads: 1);

    protected override Task<Scene> ExposedAsync()
    {
        var function = Function();
        Permit(function, "", "Open", Conditions[1]);
        Permit(function, "", "Org", Organisation);
        Permit(function, "live", "Open");
        return Task.FromResult(SceneOf(function));
    }

    protected override Task<Scene> SafeAsync()
    {
        var function = Function();
        Permit(function, "", "Org", Organisation);
        Permit(function, "live", "Own", Account);
        return Task.FromResult(SceneOf(function));
    }

    protected override IRemediation Make(AwsClients aws) => new RemovePublicPermissions(aws);

    private static LambdaCloud Function()
    {
        var function = LambdaCloud.Create();
        function.Alias("live");
        return function;
    }

    private static void Permit(LambdaCloud function, string qualifier, string sid, string condition = "")
    {
        var resource = qualifier.Length == 0 ? function.Arn : $"{function.Arn}:{qualifier}";
        var under = condition.Length == 0 ? "" : $",\"Condition\":{{{condition}}}";
        function.Permit(qualifier, $$"""{"Sid":"{{sid}}","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"{{resource}}"{{under}} }""");
    }

    private static Scene SceneOf(LambdaCloud function) => new()
    {
        Target = Scene.Of("AwsLambdaFunction", function.Name),
        LookAsync = () => Task.FromResult(function.State()),
        DriftAsync = () => Task.Run(() => Permit(function, "live", "Intruder")),
    };
}
