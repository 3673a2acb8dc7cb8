using System.Text.Json;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Cognito;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Cognito;

public sealed class DisableUserTests(Moto moto) : RemediationContract(moto)
{
    private const string Password = "Example-0nly-password";

    private static int s_users;

    [Fact]
    public async Task Apply_SignedInUser_IsDisabledBeforeItsSessionsEnd()
    {
        var target = await UserAsync();
        var token = await SignInAsync(target);
        (await TakesAsync(token)).ShouldBeTrue();
        var run = Start(SceneOf(target));

        await run.ApplyAsync();

        (await LookAsync(target)).ShouldBe("False");
        (await TakesAsync(token)).ShouldBeFalse();
        run.Book.Calls.ShouldBe(["cognito-idp:AdminDisableUser", "cognito-idp:AdminUserGlobalSignOut"]);
    }

    [Fact]
    public async Task RollBack_CutShortBeforeTheSignOut_EndsTheSessionsBeforeEnabling()
    {
        var target = await UserAsync();
        var token = await SignInAsync(target);
        var run = Start(SceneOf(target));
        await run.CaptureAsync();
        (await run.CrashesAsync(1, after: false, run.ApplyAsync)).ShouldBeTrue();
        await run.ApplyAsync();

        await run.RollBackAsync();

        (await LookAsync(target)).ShouldBe("True");
        (await TakesAsync(token)).ShouldBeFalse();
    }

    [Fact]
    public async Task RollBack_UserWasDisabledBefore_StaysDisabled()
    {
        var scene = await SafeAsync();
        var run = Start(scene);
        await run.ApplyAsync();

        await run.RollBackAsync();

        (await scene.LookAsync()).ShouldBe("False");
    }

    [Theory]
    [InlineData("just-a-name", "is no POOL/USER")]
    [InlineData("us-east-1_Example00/alice", "is not in eu-west-1")]
    [InlineData("eu-west-1_Example00/alice", "does not exist")]
    public async Task Capture_NobodyOfThatName_IsRefused(string id, string why) =>
        (await new Run(Moto, Scene.Of("AwsCognitoUserPoolUser", id), Make).CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain(why);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await UserAsync());

    protected override async Task<Scene> SafeAsync()
    {
        var target = await UserAsync();
        await AskAsync("AdminDisableUser", Named(target));
        return SceneOf(target);
    }

    protected override IRemediation Make(AwsClients aws) => new DisableUser(aws);

    private Scene SceneOf(string target) => new()
    {
        Target = Scene.Of("AwsCognitoUserPoolUser", target),
        LookAsync = () => LookAsync(target),
        DriftAsync = () => AskAsync("AdminDeleteUser", Named(target)),
    };

    private async Task<string> UserAsync()
    {
        var pool = (await AskAsync("CreateUserPool", """{"PoolName":"people"}""")).GetProperty("UserPool").GetProperty("Id").GetString()!;
        var target = $"{pool}/person-{Interlocked.Increment(ref s_users)}";
        await AskAsync("AdminCreateUser", Named(target));
        await AskAsync("AdminSetUserPassword", Named(target, $"\"Password\":\"{Password}\",\"Permanent\":true"));
        return target;
    }

    private async Task<string> SignInAsync(string target)
    {
        var (pool, user) = (target.Split('/')[0], target.Split('/')[1]);
        var made = await AskAsync("CreateUserPoolClient", $$"""{"UserPoolId":"{{pool}}","ClientName":"app","ExplicitAuthFlows":["ALLOW_ADMIN_USER_PASSWORD_AUTH"]}""");
        var client = made.GetProperty("UserPoolClient").GetProperty("ClientId").GetString();
        var signed = await AskAsync("AdminInitiateAuth",
            $$$"""{"UserPoolId":"{{{pool}}}","ClientId":"{{{client}}}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{{{user}}}","PASSWORD":"{{{Password}}}"} }""");
        return signed.GetProperty("AuthenticationResult").GetProperty("AccessToken").GetString()!;
    }

    private async Task<bool> TakesAsync(string token)
    {
        try
        {
            await AskAsync("GetUser", $$"""{"AccessToken":"{{token}}"}""");
            return true;
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("NotAuthorized", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task<string> LookAsync(string target)
    {
        try
        {
            return (await AskAsync("AdminGetUser", Named(target))).GetProperty("Enabled").GetBoolean().ToString();
        }
        catch (InvalidOperationException gone) when (gone.Message.Contains("UserNotFound", StringComparison.Ordinal))
        {
            return "gone";
        }
    }

    private static string Named(string target, string more = "") =>
        $"{{\"UserPoolId\":\"{target.Split('/')[0]}\",\"Username\":\"{target.Split('/')[1]}\"{(more.Length > 0 ? "," + more : "")}}}";

    private Task<JsonElement> AskAsync(string operation, string body) =>
        Moto.JsonAsync("cognito-idp", $"AWSCognitoIdentityProviderService.{operation}", body);
}
