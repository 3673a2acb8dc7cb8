using System.Text;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Page;

public sealed class ExportTests
{
    private static readonly string[] Files = ["html", "md", "csv", "json", "ocsf"];

    [Theory]
    [InlineData("html", "text/html; charset=utf-8", "INC-20260114-8c1f0a2b9d3e4f50.html")]
    [InlineData("md", "text/markdown; charset=utf-8", "INC-20260114-8c1f0a2b9d3e4f50.md")]
    [InlineData("csv", "text/csv; charset=utf-8; header=present", "INC-20260114-8c1f0a2b9d3e4f50.csv")]
    [InlineData("json", "application/json", "INC-20260114-8c1f0a2b9d3e4f50.json")]
    [InlineData("ocsf", "application/json", "INC-20260114-8c1f0a2b9d3e4f50.ocsf.json")]
    public async Task Get_File_IsAnAttachmentWithThePagesHeaders(string word, string type, string name)
    {
        var caller = await RichAsync();
        var response = await GetAsync(caller, word);

        response.StatusCode.ShouldBe(200);
        response.Headers!["content-type"].ShouldBe(type);
        response.Headers!["content-disposition"].ShouldBe($"attachment; filename=\"{name}\"");
        response.Headers!["cache-control"].ShouldBe("no-store");
        response.Headers!["x-content-type-options"].ShouldBe("nosniff");
        response.Headers!["content-security-policy"].ShouldStartWith("default-src 'none'");
        response.Headers!["referrer-policy"].ShouldBe("no-referrer");
        Text(response).ShouldContain("INC-20260114-8c1f0a2b9d3e4f50");
        (await GetAsync(caller, word, "HEAD")).Body.ShouldBe("");
    }

    [Fact]
    public async Task Get_EveryFile_HoldsNeitherLinkNorTaskToken()
    {
        var caller = await RichAsync();
        var token = await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada);
        var taskToken = (await caller.Scene.RecordAsync()).Approval!.TaskToken;
        foreach (var word in Files)
        {
            var text = Text(await GetAsync(caller, word));
            text.ShouldNotContain(token);
            text.ShouldNotContain(taskToken);
        }
    }

    [Fact]
    public async Task Get_FileByALinkThatHasExpired_IsStillGiven()
    {
        var caller = await RichAsync();
        caller.Now = ApprovalScene.Deadline + LinkTerm.UndoWindow + TimeSpan.FromMinutes(1);

        using var json = JsonDocument.Parse(Text(await GetAsync(caller, "json")));
        json.RootElement.GetProperty("closure").GetProperty("outcome").GetString().ShouldBe("Contained");
    }

    [Fact]
    public async Task Get_FileWithoutAGoodLink_TellsNothing()
    {
        var caller = await RichAsync();
        foreach (var token in new[] { "", "a.b.c", await caller.Scene.AnswerTokenAsync("eve@example.com") })
        {
            var response = await caller.GetAsync(token, export: "json");
            response.StatusCode.ShouldBe(403);
            response.Body!.ShouldNotContain("i-0a1b2c3d4e5f67890");
            response.Headers!.ShouldNotContainKey("content-disposition");
        }
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("")]
    [InlineData("../json")]
    [InlineData("JSON")]
    public async Task Get_FileThatThereIsNone_SaysWhereTheyAre(string word)
    {
        var response = await GetAsync(await RichAsync(), word);

        response.StatusCode.ShouldBe(404);
        response.Body!.ShouldContain("the files are at the end of the page");
    }

    [Fact]
    public async Task Get_FileLargerThanAFunctionMayAnswer_NamesTheCommandThatWritesIt()
    {
        var caller = await RichAsync();
        for (var entry = 0; entry < 5; entry++)
            await caller.Scene.Records.AppendAsync(caller.Scene.Incident.Id, caller.Now, Core.Stage.Enrich, "Evidence", "responder", new string('x', 1_000_000), CancellationToken.None);
        var response = await GetAsync(caller, "json");

        response.StatusCode.ShouldBe(413);
        response.Body!.ShouldContain("ir report INC-20260114-8c1f0a2b9d3e4f50 --format json --out FILE");
        (await GetAsync(caller, "csv")).StatusCode.ShouldBe(200, "its cells are bounded");
    }

    [Fact]
    public async Task Get_Files_ChangeNothing()
    {
        var caller = await RichAsync();
        var before = await caller.Scene.RecordAsync();
        foreach (var word in Files)
            await GetAsync(caller, word);

        (await caller.Scene.RecordAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Get_Csv_IsTheTimeline() => Text(await GetAsync(await RichAsync(), "csv")).ShouldBe(TimelineCsv.Of(await RichIncident.RecordAsync()));

    private static async Task<PageCaller> RichAsync() => new(await RichIncident.SceneAsync());

    private static async Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(PageCaller caller, string word, string method = "GET") =>
        await caller.GetAsync(await caller.Scene.AnswerTokenAsync(ApprovalScene.Ada), method, export: word);

    private static string Text(APIGatewayHttpApiV2ProxyResponse response) => Encoding.UTF8.GetString(Convert.FromBase64String(response.Body!));
}
