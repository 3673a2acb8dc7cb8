using IncidentResponder.Core.Decide;
using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>A finding about the responder itself changes nothing and is told on the second channel as well.</summary>
public sealed class OwnPartsTests(CloudFixture cloud)
{
    [Fact]
    public async Task CredentialsOfItsOwnRole_AreToldOnBothTopicsAndNothingIsChanged()
    {
        var role = cloud.Host.Ref("RemediateRole");
        var text = Scenario.Fresh("guardduty-role-credentials-outside.json", "5e").Replace("\"web-server\"", $"\"{role}\"", StringComparison.Ordinal);

        var report = await Scenario.RunAsync(cloud.Host, text, Answer.None, seed: false);

        var record = Scenario.RecordOf(report);
        record.Decision.ShouldNotBeNull().ShouldSatisfyAllConditions(
            decision => decision.Mode.ShouldBe(ResponseMode.NotifyOnly),
            decision => decision.OwnPart.ShouldBe(role));
        report.Messages.Where(message => message.IncidentId == record.Incident.Id.Value && message.Kind is "Opened" or "SelfAlarm")
            .Select(message => (message.Kind, message.TopicArn)).ShouldBe(
                [("Opened", cloud.Host.Ref("NoticeTopic")), ("SelfAlarm", cloud.Host.Ref("SelfAlarmTopic"))]);
        report.Messages.Single(message => message.Kind == "SelfAlarm").Subject.ShouldContain("RESPONDER ITSELF");
        report.Changes.ShouldBeEmpty();
    }
}
