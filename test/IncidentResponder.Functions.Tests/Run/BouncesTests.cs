using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>Mails that came back, as SES's events on the bus tell it.</summary>
public sealed class BouncesTests
{
    private readonly Outside _outside = new();

    [Fact]
    public async Task Take_QuestionCameBack_IsNotedAndSentByTheTopicOnce()
    {
        var one = await AskedAsync();
        await TakeAsync(one, EventFor(one.Id.Value, Case.Alice));
        await TakeAsync(one, EventFor(one.Id.Value, Case.Alice));

        _outside.Sent.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            sent => sent.Approver.ShouldBe(Case.Alice), sent => sent.Kind.ShouldBe(NoticeKind.Question), sent => sent.Body.ShouldContain("https://page.example.com/incidents/"));
        (await one.ReadAsync()).Ledger.Count(entry => entry.Text == $"The mail 'Question' to {Case.Alice} came back (Permanent General).").ShouldBe(1);
    }

    [Fact]
    public async Task Take_AnsweredMeanwhile_IsNotedOnly()
    {
        var one = await AskedAsync();
        await one.AnswerAsync(ApprovalOutcome.Granted, PlanDigest.Of(one.Decision.Plan));
        await TakeAsync(one, EventFor(one.Id.Value, Case.Alice));

        _outside.Sent.ShouldBeEmpty();
        (await one.ReadAsync()).Ledger.ShouldContain(entry => entry.Text.Contains("came back", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INC-20260114-0000000000000000", Case.Alice)]
    [InlineData("not an id", Case.Alice)]
    [InlineData("", Case.Alice)]
    [InlineData("INC-20260114-8c1f0a2b9d3e4f50", "mallory@example.com")]
    [InlineData("INC-20260114-8c1f0a2b9d3e4f50", "no address")]
    public async Task Take_OfAnotherIncidentOrPerson_SendsNothing(string incident, string approver)
    {
        var one = await AskedAsync();
        await TakeAsync(one, EventFor(incident, approver));

        _outside.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"detail": []}""")]
    [InlineData("""{"detail": {"mail": {"tags": {"incident": "INC-1"}}}}""")]
    public async Task Take_NoEventOfSes_IsNothing(string json)
    {
        var one = await AskedAsync();
        using var document = JsonDocument.Parse(json);
        (await BouncesOn(one).TakeAsync(document.RootElement, InvocationClock.Since(one.At), default)).ShouldBeNull();
    }

    private async Task<Case> AskedAsync()
    {
        var one = await Case.DecidedAsync(ResponseMode.AskFirst);
        Questions questions = new(one.Records, new(one.Records, new Outside()), Links);
        await new Asking(one.Records, questions, ApproverRoll.Of(People.None, Case.Alice), _outside).AskAsync(await one.ReadAsync(), one.Decision, one.At, "token-1", default);
        return one;
    }

    private PersonalLinks Links => new(new ApprovalLinks(_outside, "incidents"), "https://page.example.com");

    private Bounces BouncesOn(Case one) => new(one.Records, new(one.Records, _outside), Links);

    private async Task TakeAsync(Case one, string json)
    {
        using var document = JsonDocument.Parse(json);
        await BouncesOn(one).TakeAsync(document.RootElement, InvocationClock.Since(one.At.AddSeconds(5)), default);
    }

    private static string EventFor(string incident, string approver) => $$"""
        {"source": "aws.ses", "detail-type": "Email Bounced", "detail": {"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
          "mail": {"destination": ["{{approver}}"], "tags": {"incident": ["{{incident}}"], "approver": ["alice_at_example_com"], "kind": ["Question"]} } } }
        """;
}
