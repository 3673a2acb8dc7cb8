using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>The loop of a function against the Runtime API.</summary>
[Collection(FakeRuntimeApi.OneAtATime)]
public sealed class LambdaBootstrapTests
{
    private const string Root = "/2018-06-01/runtime/";

    [Fact]
    public async Task Loop_TwoInvocations_AnswersEachUnderItsRequestId()
    {
        using var api = new FakeRuntimeApi("""{"Text":"one"}""", """{"text":"two"}""");

        await RunAsync(api, (word, _) => Task.FromResult(new Word { Text = word.Text + "!" }));

        api.Reports.Select(report => (report.Path, report.Body)).ShouldBe(
        [
            (Root + "invocation/request-1/response", """{"Text":"one!"}"""),
            (Root + "invocation/request-0/response", """{"Text":"two!"}"""),
        ]);
    }

    [Fact]
    public async Task Loop_InvocationThatThrows_IsReportedAndTheNextServed()
    {
        using var api = new FakeRuntimeApi("""{"Text":"bad"}""", """{"Text":"good"}""");

        await RunAsync(api, (word, _) => word.Text == "bad"
            ? throw new InvestigationRunning("Detective is still at it", new TimeoutException("15 s"))
            : Task.FromResult(word));

        var (failed, served) = (api.Reports.First(), api.Reports.Last());
        failed.Path.ShouldBe(Root + "invocation/request-1/error");
        failed.ErrorType.ShouldBe("Unhandled");
        var report = JsonDocument.Parse(failed.Body).RootElement;
        report.GetProperty("errorType").GetString().ShouldBe(nameof(InvestigationRunning));
        report.GetProperty("errorMessage").GetString().ShouldBe("Detective is still at it");
        report.GetProperty("stackTrace").GetArrayLength().ShouldBeGreaterThan(0);
        report.GetProperty("cause").GetProperty("errorType").GetString().ShouldBe(nameof(TimeoutException));
        (failed.ContentType, served.ContentType).ShouldBe(("application/vnd.aws.lambda.error+json", "application/json"));
        (served.Path, served.ErrorType).ShouldBe((Root + "invocation/request-0/response", null));
    }

    [Fact]
    public async Task Loop_InputThatIsNoJson_IsReportedWithTheTypeItShouldHaveBeen()
    {
        using var api = new FakeRuntimeApi("{{");

        await RunAsync(api, (word, _) => Task.FromResult(word));

        var report = JsonDocument.Parse(api.Reports.ShouldHaveSingleItem().Body).RootElement;
        report.GetProperty("errorType").GetString().ShouldBe("JsonSerializerException");
        report.GetProperty("errorMessage").GetString().ShouldNotBeNull().ShouldContain(nameof(Word));
    }

    [Fact]
    public async Task Loop_AnswerThatThePlatformRefuses_IsFollowedByTheNextInvocation()
    {
        using var api = new FakeRuntimeApi("""{"Text":"long"}""", """{"Text":"short"}""") { Reception = HttpStatusCode.RequestEntityTooLarge };

        await RunAsync(api, (word, _) => Task.FromResult(word));

        api.Reports.Select(report => report.Path)
            .ShouldBe([Root + "invocation/request-1/response", Root + "invocation/request-0/response"]);
    }

    [Fact]
    public async Task Initialization_ThatThrows_IsReportedAndThrown()
    {
        using var api = new FakeRuntimeApi("""{"Text":"never"}""");

        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(
            api, (word, _) => Task.FromResult(word), () => throw new InvalidOperationException("INCIDENT_TABLE is not set")));

        var report = api.Reports.ShouldHaveSingleItem();
        (report.Path, report.ErrorType).ShouldBe((Root + "init/error", "Unhandled"));
        report.Body.ShouldContain("INCIDENT_TABLE is not set");
    }

    [Fact]
    public async Task Initialization_ThatDeclines_EndsWithoutServing()
    {
        using var api = new FakeRuntimeApi("""{"Text":"never"}""");

        await RunAsync(api, (word, _) => Task.FromResult(word), () => Task.FromResult(false));

        api.Reports.ShouldBeEmpty();
    }

    private static Task RunAsync(
        FakeRuntimeApi api, Func<Word, ILambdaContext, Task<Word>> handler, LambdaBootstrapInitializer? initializer = null)
    {
        var function = LambdaBootstrapBuilder.Create(handler, new SourceGeneratorLambdaJsonSerializer<WordJson>());
        return api.RunAsync(initializer is null ? function : function.UseBootstrapHandler(initializer));
    }

    private sealed class InvestigationRunning(string message, Exception cause) : Exception(message, cause);
}

public sealed class Word
{
    public string? Text { get; set; }
}

[JsonSerializable(typeof(Word))]
internal sealed partial class WordJson : JsonSerializerContext;
