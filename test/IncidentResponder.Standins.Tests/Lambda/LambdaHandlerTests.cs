using System.Text;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>The kinds of handlers that the loop serves.</summary>
[Collection(FakeRuntimeApi.OneAtATime)]
public sealed class LambdaHandlerTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<WordJson> Serializer = new();

    [Fact]
    public Task Handler_ThatAnswersAtOnce_IsAnswered() =>
        AnswerShouldBeAsync("""{"Text":"one!"}""", LambdaBootstrapBuilder.Create<Word, Word>((word, _) => new Word { Text = word.Text + "!" }, Serializer));

    [Fact]
    public async Task Handler_ThatAnswersNothing_IsGivenTheEventAndAnsweredEmpty()
    {
        Word? seen = null;

        await AnswerShouldBeAsync("", LambdaBootstrapBuilder.Create<Word>(
            (word, _) =>
            {
                seen = word;
                return Task.CompletedTask;
            },
            Serializer));

        seen.ShouldNotBeNull().Text.ShouldBe("one");
    }

    [Fact]
    public Task Handler_OfBytes_IsAnsweredByItsBytes() => AnswerShouldBeAsync("""{"Text":"one"}, read""", LambdaBootstrapBuilder.Create(
        async (input, _) =>
        {
            using var text = new StreamReader(input);
            return new MemoryStream(Encoding.UTF8.GetBytes(await text.ReadToEndAsync() + ", read"));
        }));

    private static async Task AnswerShouldBeAsync(string answer, LambdaBootstrapBuilder function)
    {
        using var api = new FakeRuntimeApi("""{"Text":"one"}""");

        await api.RunAsync(function);

        var report = api.Reports.ShouldHaveSingleItem();
        (report.Path, report.Body, report.ErrorType).ShouldBe(("/2018-06-01/runtime/invocation/request-0/response", answer, null));
    }
}
