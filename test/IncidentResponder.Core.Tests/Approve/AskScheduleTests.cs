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
    [InlineData(300, 150, "ada@example.com,grace@example.com,lead@example.com")]
    [InlineData(599.5, 121, "ada@example.com,grace@example.com,lead@example.com,head@example.com")]
    [InlineData(700, 20, "ada@example.com,grace@example.com,lead@example.com,head@example.com")]
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
        schedule.GoesOn(asked with { Approvers = [ApprovalScene.Ada, ApprovalScene.Grace, Lead, Head], Reminders = 2 }, ApprovalScene.AskedAt.AddSeconds(after)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(449 - 1, 0)]
    [InlineData(450, 1)]
    [InlineData(720, 2)]
    [InlineData(899, 2)]
    public async Task Reminders_AfterHalfAndFourFifthsOfTheTime_AreDue(double after, int reminders)
    {
        var (schedule, asked) = await ScheduleAsync();
        var now = ApprovalScene.AskedAt.AddSeconds(after);
        var all = asked with { Approvers = [ApprovalScene.Ada, ApprovalScene.Grace, Lead, Head] };

        schedule.RemindersAt(now).ShouldBe(reminders);
        schedule.GoesOn(all with { Reminders = reminders }, now).ShouldBeFalse();
        schedule.GoesOn(all with { Reminders = Math.Max(0, reminders - 1) }, now).ShouldBe(reminders > 0 && after < 899);
    }

    [Fact]
    public async Task GoesOn_WhoHandedOn_IsNotAskedAgain()
    {
        var (schedule, asked) = await ScheduleAsync();
        var handedOn = asked with { Approvers = [ApprovalScene.Grace, "eve@example.com"], HandedOn = asked.HandedOn.Add(ApprovalScene.Ada, "eve@example.com") };

        schedule.GoesOn(handedOn, ApprovalScene.AskedAt.AddSeconds(200)).ShouldBeFalse();
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
