using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Ssm;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Ssm;

public sealed class UnshareDocumentTests(Moto moto) : RemediationContract(moto)
{
    private static int s_documents;

    [Fact]
    public async Task Apply_SharedWithEverybody_LeavesNobody()
    {
        var document = await DocumentAsync("all");

        await Start(SceneOf(document)).ApplyAsync();

        (await LookAsync(document)).ShouldBe("");
    }

    [Fact]
    public async Task Capture_DocumentOfAnotherAccount_IsRefused()
    {
        var run = Start(SceneOf(await DocumentAsync("all")));
        run.Log.Rewrite = text => text.Replace($"\"Owner\": \"{Moto.Account}\"", "\"Owner\": \"Amazon\"", StringComparison.Ordinal);

        (await run.CaptureAsync()).ShouldBeOfType<Captured.Refused>().Why.ShouldContain("belongs to Amazon");
    }

    [Fact]
    public async Task Verify_DocumentDeleted_IsConfirmed()
    {
        var document = await DocumentAsync("111122223333");
        var run = Start(SceneOf(document));
        await run.ApplyAsync();
        await AskAsync("DeleteDocument", $$"""{"Name":"{{document}}"}""");

        (await run.VerifyAsync()).ShouldBeOfType<Verification.Confirmed>().Seen.ShouldContain("does not exist");
    }

    [Fact]
    public async Task RollBack_SharedInOneVersion_IsSharedInThatVersion()
    {
        var document = await DocumentAsync();
        await AskAsync("ModifyDocumentPermission", $$"""{"Name":"{{document}}","PermissionType":"Share","AccountIdsToAdd":["111122223333"],"SharedDocumentVersion":"$LATEST"}""");
        var run = Start(SceneOf(document));
        await run.ApplyAsync();

        await run.RollBackAsync();

        (await LookAsync(document)).ShouldBe("111122223333 ($LATEST)");
    }

    [Fact]
    public async Task RollBack_SharedWithAnybody_UndoesApply() =>
        await Gen.OneOf(Gen.Const(new[] { "all" }), Among.Of("111122223333", "444455556666", "777788889999").Array[0, 3]).SampleAsync(
            async with =>
            {
                var document = await DocumentAsync([.. with.Distinct()]);
                var before = await LookAsync(document);
                var run = Start(SceneOf(document));
                await run.ApplyAsync();
                (await LookAsync(document)).ShouldBe("");
                (await run.RollBackAsync()).ShouldBeOfType<Restored.Done>();
                (await LookAsync(document)).ShouldBe(before);
            },
            writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
            seed: Seeds.Next(),
            iter: 12,
            threads: 1);

    protected override async Task<Scene> ExposedAsync() => SceneOf(await DocumentAsync("111122223333", "444455556666"));

    protected override async Task<Scene> SafeAsync() => SceneOf(await DocumentAsync());

    protected override IRemediation Make(AwsClients aws) => new UnshareDocument(aws);

    private Scene SceneOf(string document) => new()
    {
        Target = Scene.Of("AwsSsmDocument", document),
        LookAsync = () => LookAsync(document),
        DriftAsync = () => ShareAsync(document, "777788889999"),
    };

    private async Task<string> DocumentAsync(params ImmutableArray<string> with)
    {
        var name = $"Restart-{Interlocked.Increment(ref s_documents)}";
        var content = """{\"schemaVersion\":\"2.2\",\"description\":\"d\",\"mainSteps\":[]}""";
        await AskAsync("CreateDocument", $$"""{"Name":"{{name}}","DocumentType":"Command","DocumentFormat":"JSON","Content":"{{content}}"}""");
        foreach (var one in with)
            await ShareAsync(name, one);
        return name;
    }

    private Task ShareAsync(string document, string with) =>
        AskAsync("ModifyDocumentPermission", $$"""{"Name":"{{document}}","PermissionType":"Share","AccountIdsToAdd":["{{with}}"]}""");

    private async Task<string> LookAsync(string document)
    {
        try
        {
            var answer = await AskAsync("DescribeDocumentPermission", $$"""{"Name":"{{document}}","PermissionType":"Share"}""");
            return string.Join(", ", answer.GetProperty("AccountSharingInfoList").EnumerateArray()
                .Select(one => $"{one.GetProperty("AccountId").GetString()} ({one.GetProperty("SharedDocumentVersion").GetString()})").Order(StringComparer.Ordinal));
        }
        catch (InvalidOperationException gone) when (gone.Message.Contains("InvalidDocument", StringComparison.Ordinal))
        {
            return "gone";
        }
    }

    private Task<JsonElement> AskAsync(string operation, string body) => Moto.JsonAsync("ssm", $"AmazonSSM.{operation}", body);
}
