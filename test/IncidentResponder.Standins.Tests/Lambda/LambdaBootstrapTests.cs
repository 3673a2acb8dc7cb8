using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>The loop of a function against the Runtime API. One class, so one at a time: the API's address is a variable of the process.</summary>
public sealed class LambdaBootstrapTests
{
    private const string Root = "/2018-06-01/runtime/";

    [Fact]
    public async Task Loop_TwoInvocations_AnswersEachUnderItsRequestId()
    {
        using var api = Api("""{"Text":"one"}""", """{"text":"two"}""");

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
        using var api = Api("""{"Text":"bad"}""", """{"Text":"good"}""");

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
        (served.Path, served.ErrorType).ShouldBe((Root + "invocation/request-0/response", null));
    }

    [Fact]
    public async Task Loop_InputThatIsNoJson_IsReportedWithTheTypeItShouldHaveBeen()
    {
        using var api = Api("{{");

        await RunAsync(api, (word, _) => Task.FromResult(word));

        var report = JsonDocument.Parse(api.Reports.ShouldHaveSingleItem().Body).RootElement;
        report.GetProperty("errorType").GetString().ShouldBe("JsonSerializerException");
        report.GetProperty("errorMessage").GetString().ShouldNotBeNull().ShouldContain(nameof(Word));
    }

    [Fact]
    public async Task Context_OfAnInvocation_SaysWhatThePlatformSays()
    {
        using var api = Api("""{"Text":"one"}""");
        ILambdaContext? seen = null;
        TimeSpan remaining = default;

        await RunAsync(api, (word, context) =>
        {
            (seen, remaining) = (context, context.RemainingTime);
            return Task.FromResult(word);
        });

        seen.ShouldNotBeNull().AwsRequestId.ShouldBe("request-0");
        seen.InvokedFunctionArn.ShouldBe("arn:aws:lambda:us-east-1:111122223333:function:decide");
        seen.TraceId.ShouldBe("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
        Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID").ShouldBe(seen.TraceId);
        remaining.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Initialization_ThatThrows_IsReportedAndThrown()
    {
        using var api = Api("""{"Text":"never"}""");

        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(
            api, (word, _) => Task.FromResult(word), () => throw new InvalidOperationException("INCIDENT_TABLE is not set")));

        var report = api.Reports.ShouldHaveSingleItem();
        (report.Path, report.ErrorType).ShouldBe((Root + "init/error", "Unhandled"));
        report.Body.ShouldContain("INCIDENT_TABLE is not set");
    }

    [Fact]
    public async Task Initialization_ThatDeclines_EndsWithoutServing()
    {
        using var api = Api("""{"Text":"never"}""");

        await RunAsync(api, (word, _) => Task.FromResult(word), () => Task.FromResult(false));

        api.Reports.ShouldBeEmpty();
    }

    private static FakeRuntimeApi Api(params string[] invocations)
    {
        var api = new FakeRuntimeApi(invocations);
        Environment.SetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API", api.Address);
        return api;
    }

    private static async Task RunAsync(
        FakeRuntimeApi api, Func<Word, ILambdaContext, Task<Word>> handler, LambdaBootstrapInitializer? initializer = null)
    {
        var serializer = new SourceGeneratorLambdaJsonSerializer<WordJson>();
        var builder = LambdaBootstrapBuilder.Create(handler, serializer);
        if (initializer is not null)
            builder = builder.UseBootstrapHandler(initializer);
        using var bootstrap = builder.Build();
        await bootstrap.RunAsync(api.AnsweredAll);
    }

    private sealed class InvestigationRunning(string message, Exception cause) : Exception(message, cause);
}

public sealed class Word
{
    public string? Text { get; set; }
}

[JsonSerializable(typeof(Word))]
internal sealed partial class WordJson : JsonSerializerContext;
