using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class ModeCapsTests
{
    private static readonly ModeCap Ask = new(ResponseMode.AskFirst, "Ask.");

    private static readonly ModeCap Tell = new(ResponseMode.NotifyOnly, "Tell.");

    [Theory]
    [InlineData(ResponseMode.ContainNow, ResponseMode.AskFirst)]
    [InlineData(ResponseMode.AskFirst, ResponseMode.AskFirst)]
    [InlineData(ResponseMode.NotifyOnly, ResponseMode.NotifyOnly)]
    public void Capped_AskFirst_NeverRaises(ResponseMode rule, ResponseMode expected) => Decided(rule).Capped([Ask]).Mode.ShouldBe(expected);

    [Fact]
    public void Capped_ContainNow_KeepsThePlanAndSaysWhy()
    {
        var decision = Decided(ResponseMode.ContainNow).Capped([Ask]);

        decision.Plan.Steps.Length.ShouldBe(2);
        decision.Because[^1].ShouldBe("Ask.");
    }

    [Fact]
    public void Capped_QuestionThatWouldContainUnanswered_DoesNoLonger()
    {
        var question = Decided(ResponseMode.AskFirst, Severity.Critical);
        question.ContainOnExpiry.ShouldBeTrue();

        question.Capped([Ask]).ContainOnExpiry.ShouldBeFalse();
    }

    [Fact]
    public void Capped_NotifyOnly_LeavesNoStep() => Decided(ResponseMode.ContainNow).Capped([Ask, Tell]).ShouldSatisfyAllConditions(
        decision => decision.Mode.ShouldBe(ResponseMode.NotifyOnly),
        decision => decision.Plan.Steps.ShouldBeEmpty(),
        decision => decision.Because.ShouldContain("Tell."));

    [Fact]
    public void Capped_NobodyMayApprove_OnlyTells() =>
        (Decided(ResponseMode.ContainNow) with { Approvers = [] }).Capped([Ask]).Mode.ShouldBe(ResponseMode.NotifyOnly);

    [Fact]
    public void Capped_ByNothing_IsTheSame()
    {
        var decision = Decided(ResponseMode.AskFirst, Severity.Critical);

        decision.Capped([]).ShouldBeSameAs(decision);
    }

    private static Decision Decided(ResponseMode mode, Severity severity = Severity.High)
    {
        var policy = PolicyReader.Read(
            $$$"""{"version":1,"approvers":["a@example.com"],"rules":[{"name":"all","findingTypes":["*"],"mode":"{{{mode}}}","onExpiry":{"Critical":"contain"}}]}""");
        return new Decider(policy, PlannedRemediation.Catalogue, [])
            .Decide(IncidentOpening.Open(Some.Finding(severity: severity), Some.Moment), Some.Facts(), Some.Moment);
    }
}
