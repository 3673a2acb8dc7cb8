using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

public sealed class AskScheduleTests
{
    private const string Lead = "lead@example.com";
    private const string Head = "head@example.com";

    [Theory]
    [InlineData(0, 300, "ada@example.com,grace@example.com")]
    [InlineData(298, 2, "ada@example.com,grace@example.com")]
    [InlineData(300, 300, "ada@example.com,grace@example.com,lead@example.com")]
    [InlineData(599.5, 301, "ada@example.com,grace@example.com,lead@example.com,head@example.com")]
    [InlineData(700, 200, "ada@example.com,grace@example.com,lead@example.com,head@example.com")]
    [InlineData(900, 1, "ada@example.com,grace@example.com,lead@example.com,head@example.com")]
    public async Task Due_AfterSoLong_IsEveryTierWhoseTimeHasCome(double after, int wait, string due)
    {
        var (schedule, _) = await ScheduleAsync();
        var now = ApprovalScene.AskedAt.AddSeconds(after);
        string.Join(",", schedule.DueAt(now)).ShouldBe(due);
        schedule.WaitSeconds(now).ShouldBe(wait);
        schedule.Deadline.ShouldBe(ApprovalScene.Deadline);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(300, true)]
    [InlineData(898, true)]
    [InlineData(899.5, false)]
    [InlineData(900, false)]
    public async Task GoesOn_WhileFurtherPeopleAreDueAndTimeIsLeft(double after, bool goesOn)
    {
        var (schedule, asked) = await ScheduleAsync();
        schedule.GoesOn(asked, ApprovalScene.AskedAt.AddSeconds(after)).ShouldBe(goesOn);
        schedule.GoesOn(asked with { Approvers = [ApprovalScene.Ada, ApprovalScene.Grace, Lead, Head] }, ApprovalScene.AskedAt.AddSeconds(after)).ShouldBeFalse();
    }

    private static async Task<(AskSchedule Schedule, ApprovalRequest Asked)> ScheduleAsync()
    {
        var record = await (await ApprovalScene.SetAsync()).RecordAsync();
        var decision = record.Decision! with
        {
            Escalation = [new() { AfterSeconds = 300, Approvers = [Lead] }, new EscalationTier { AfterSeconds = 600, Approvers = [Head] }],
        };
        return (AskSchedule.Of(decision, record.Approval, ApprovalScene.Deadline), record.Approval!);
    }
}
