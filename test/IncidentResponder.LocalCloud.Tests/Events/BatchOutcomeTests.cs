using System.Text;
using IncidentResponder.LocalCloud.Events;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Tests.Events;

public sealed class BatchOutcomeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    [InlineData("""{"batchItemFailures":[]}""", "")]
    [InlineData("""{"batchItemFailures":null}""", "")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"b"}]}""", "b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""", "a,b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""", "a,b")]
    [InlineData("""{"batchItemFailures":[{"itemId":"b"}]}""", "a,b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"z"}]}""", "a,b")]
    [InlineData("not json", "a,b")]
    [InlineData("\"text\"", "a,b")]
    public void Failed_Answer_FollowsLambda(string payload, string expected) =>
        string.Join(',', Failed(payload, null, true).Order()).ShouldBe(expected);

    [Fact]
    public void Failed_FunctionError_IsTheWholeBatch() =>
        Failed("""{"batchItemFailures":[]}""", "Unhandled", true).Count.ShouldBe(2);

    [Fact]
    public void Failed_MappingWithoutReports_IgnoresTheAnswer() =>
        Failed("""{"batchItemFailures":[{"itemIdentifier":"b"}]}""", null, false).ShouldBeEmpty();

    private static IReadOnlySet<string> Failed(string payload, string? error, bool reports) =>
        BatchOutcome.Failed(new LambdaInvocation(Encoding.UTF8.GetBytes(payload), error), new HashSet<string> { "a", "b" }, reports);
}
