using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class CodeDeskTests
{
    [Theory]
    [InlineData("12345678", "12345678")]
    [InlineData("1234 5678", "12345678")]
    [InlineData(" 1234-5678\r\n", "12345678")]
    [InlineData("1234\u00a05678", "12345678")]
    [InlineData("1234\u20135678", "12345678")]
    [InlineData("1234567", null)]
    [InlineData("123456789", null)]
    [InlineData("1234567a", null)]
    [InlineData("\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Read_Typed_ToleratesSpacesAndDashesOnly(string? typed, string? code) => Codes.Read(typed).ShouldBe(code);

    [Fact]
    public void Hash_OtherIncidentApproverPurposeOrCode_Differs()
    {
        var id = Some.Incident().Id;
        string[] hashes =
        [
            Codes.Hash(id, ApprovalScene.Ada, Codes.ToDecide, "12345678"),
            Codes.Hash(IncidentId.Parse("INC-other"), ApprovalScene.Ada, Codes.ToDecide, "12345678"),
            Codes.Hash(id, ApprovalScene.Grace, Codes.ToDecide, "12345678"),
            Codes.Hash(id, ApprovalScene.Ada, Codes.ToUndo, "12345678"),
            Codes.Hash(id, ApprovalScene.Ada, Codes.ToDecide, "12345679"),
        ];

        hashes.Distinct().Count().ShouldBe(hashes.Length);
    }

    [Fact]
    public void Draw_Often_IsEightDigitsAndNotTheSame() =>
        Enumerable.Range(0, 200).Select(_ => Codes.Draw()).Where(c => Codes.Read(c) == c).Distinct().Count().ShouldBeGreaterThan(190);

    [Fact]
    public async Task Send_Approver_GoesToThatPersonOnly()
    {
        var scene = await ApprovalScene.SetAsync();
        var result = await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada), CancellationToken.None);

        result.ShouldBe(new CodeResult.Sent(ApprovalScene.InTime + Codes.Lifetime));
        var (_, notice, approver) = scene.Messenger.Sent.ShouldHaveSingleItem();
        approver.ShouldBe(ApprovalScene.Ada);
        notice.Kind.ShouldBe(NoticeKind.Code);
        notice.Subject.ShouldNotContain(scene.Messenger.LatestCode(ApprovalScene.Ada)[..4]);
        (await scene.RecordAsync()).Ledger.ShouldHaveSingleItem().Text.ShouldNotContain(scene.Messenger.LatestCode(ApprovalScene.Ada)[..4]);
    }

    [Fact]
    public async Task Send_FourthWithinTenMinutes_IsHeldBackPerApprover()
    {
        var scene = await ApprovalScene.SetAsync();
        var results = new List<CodeResult>();
        foreach (var minute in new[] { 0, 4, 8, 9 })
            results.Add(await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.AskedAt.AddMinutes(minute)), CancellationToken.None));

        results[..3].ShouldAllBe(r => r is CodeResult.Sent);
        results[3].ShouldBe(new CodeResult.TooMany(3));
        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Grace, ApprovalScene.AskedAt.AddMinutes(9)), CancellationToken.None)).ShouldBeOfType<CodeResult.Sent>();
        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.AskedAt.AddMinutes(10)), CancellationToken.None)).ShouldBeOfType<CodeResult.Sent>("the first is ten minutes old");
        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.AskedAt.AddMinutes(10.5)), CancellationToken.None)).ShouldBeOfType<CodeResult.TooMany>();
    }

    [Fact]
    public async Task Send_TopicDown_SaysSoAndLeavesATrace()
    {
        var scene = await ApprovalScene.SetAsync();
        scene.Messenger.Broken = true;

        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada), CancellationToken.None)).ShouldBeOfType<CodeResult.NotSent>();
        (await scene.RecordAsync()).Ledger.ShouldHaveSingleItem().Text.ShouldContain("could not be sent");
    }

    [Fact]
    public async Task Send_NothingToAnswerOrUndo_SendsNothing()
    {
        var scene = await ApprovalScene.SetAsync();

        (await scene.Codes.SendAsync(await scene.VisitAsync("mallory@example.com"), CancellationToken.None)).ShouldBeOfType<CodeResult.MayNotAnswer>();
        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada, ApprovalScene.Deadline), CancellationToken.None)).ShouldBeOfType<CodeResult.MayNotAnswer>();
        (await scene.Codes.SendAsync(await scene.VisitAsync(ApprovalScene.Ada, purpose: LinkPurpose.Undo), CancellationToken.None)).ShouldBeOfType<CodeResult.MayNotUndo>();
        scene.Messenger.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Use_FiveWrongTries_KillTheCode()
    {
        var scene = await ApprovalScene.SetAsync();
        var (visit, code) = await WithCodeAsync(scene);
        for (var wrong = 0; wrong < 5; wrong++)
            (await scene.Codes.UseAsync(visit, Other(code), CancellationToken.None)).ShouldBe(CodeCheck.Wrong);

        (await scene.Codes.UseAsync(visit, code, CancellationToken.None)).ShouldBe(CodeCheck.Wrong);
    }

    [Fact]
    public async Task Use_FourWrongTriesAndAHundredFillers_LeaveTheCodeAlive()
    {
        var scene = await ApprovalScene.SetAsync();
        var (visit, code) = await WithCodeAsync(scene);
        for (var wrong = 0; wrong < 4; wrong++)
            await scene.Codes.UseAsync(visit, Other(code), CancellationToken.None);
        for (var filler = 0; filler < 100; filler++)
            (await scene.Codes.UseAsync(visit, "test", CancellationToken.None)).ShouldBe(CodeCheck.NotACode);

        (await scene.Codes.UseAsync(visit, code, CancellationToken.None)).ShouldBe(CodeCheck.Right);
        (await scene.Codes.UseAsync(visit, code, CancellationToken.None)).ShouldBe(CodeCheck.Wrong, "it is used up");
    }

    [Theory]
    [InlineData(-1, CodeCheck.Right)]
    [InlineData(0, CodeCheck.Wrong)]
    [InlineData(1, CodeCheck.Wrong)]
    public async Task Use_AroundItsEnd_IsExact(int seconds, CodeCheck check)
    {
        var scene = await ApprovalScene.SetAsync();
        var (visit, code) = await WithCodeAsync(scene);

        (await scene.Codes.UseAsync(visit with { Now = ApprovalScene.InTime + Codes.Lifetime + TimeSpan.FromSeconds(seconds) }, code, CancellationToken.None)).ShouldBe(check);
    }

    [Fact]
    public async Task Use_CodeOfAnotherPersonOrPurpose_IsWrong()
    {
        var scene = await ApprovalScene.SetAsync();
        var (visit, code) = await WithCodeAsync(scene);

        (await scene.Codes.UseAsync(await scene.VisitAsync(ApprovalScene.Grace), code, CancellationToken.None)).ShouldBe(CodeCheck.Wrong);
        (await scene.Codes.UseAsync(visit with { Claims = visit.Claims with { Purpose = LinkPurpose.Undo } }, code, CancellationToken.None)).ShouldBe(CodeCheck.Wrong);
        (await scene.Codes.UseAsync(visit, code, CancellationToken.None)).ShouldBe(CodeCheck.Right);
    }

    private static async Task<(ApprovalVisit Visit, string Code)> WithCodeAsync(ApprovalScene scene)
    {
        var visit = await scene.VisitAsync(ApprovalScene.Ada);
        await scene.Codes.SendAsync(visit, CancellationToken.None);
        return (visit, scene.Messenger.LatestCode(ApprovalScene.Ada));
    }

    private static string Other(string code) => (code[0] == '0' ? "1" : "0") + code[1..];
}
