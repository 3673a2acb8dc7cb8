using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Channels.Tests.Slack;

public sealed class SlackRoomTests : IDisposable
{
    private readonly SlackSide _slack = new(new People([new() { Address = "ada@example.com", SlackUser = "U0POLICY" }, new() { Address = "grace@example.com", OtherAddresses = ["hopper@example.com"] }]));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _slack.Dispose();

    [Fact]
    public async Task WhoIs_KnownToThePolicy_IsNotAskedOfSlack()
    {
        (await _slack.Room.WhoIsAsync("U0POLICY", Cancel)).ShouldBe(new SlackIdentity.Somebody("ada@example.com"));
        _slack.Workspace.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("U0ADA", "ada@example.com")]
    [InlineData("U0GRACE", "grace@example.com")]
    public async Task WhoIs_ConfirmedAddress_IsThatPerson(string user, string address) =>
        (await _slack.Room.WhoIsAsync(user, Cancel)).ShouldBe(new SlackIdentity.Somebody(address));

    [Fact]
    public async Task WhoIs_OtherAddressOfAPerson_IsThePersonsMainOne()
    {
        _slack.Workspace.Members = [new("U0GRACE", "Grace", "Hopper@Example.com")];
        (await _slack.Room.WhoIsAsync("U0GRACE", Cancel)).ShouldBe(new SlackIdentity.Somebody("grace@example.com"));
    }

    [Theory]
    [InlineData("U0MALLORY", "Guests of this workspace can't answer.")]
    [InlineData("U0BOT", "Apps can't answer.")]
    [InlineData("U0GONE", "Your account in Slack is deactivated.")]
    [InlineData("U0STRANGER", "Only people of this deployment's own workspace can answer.")]
    [InlineData("U0EVE", "Your e-mail address in Slack is not confirmed.")]
    [InlineData("U0NOBODY", "Slack does not know you in this workspace.")]
    public async Task WhoIs_WhoeverCantAnswer_IsNobody(string user, string why) =>
        (await _slack.Room.WhoIsAsync(user, Cancel)).ShouldBe(new SlackIdentity.Nobody(why));

    [Theory]
    [InlineData("""{"ok":false,"error":"missing_scope"}""")]
    [InlineData("""{"ok":true}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0OTHER","team_id":"T0EXAMPLE","is_email_confirmed":true,"profile":{"email":"ada@example.com"}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","is_email_confirmed":true,"profile":{}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","is_email_confirmed":true,"profile":{"email":"no address"}}}""")]
    [InlineData("not json")]
    public async Task WhoIs_SlackDoesNotSay_IsUnknown(string reply)
    {
        _slack.Instead.Enqueue(reply);
        (await _slack.Room.WhoIsAsync("U0ADA", Cancel)).ShouldBeOfType<SlackIdentity.Unknown>();
    }

    [Theory]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","is_stranger":true,"is_email_confirmed":true,"profile":{"email":"ada@example.com"}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","is_email_confirmed":true,"profile":{"email":"ada@example.com"}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","profile":{"email":"ada@example.com"}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","is_email_confirmed":"true","profile":{"email":"ada@example.com"}}}""")]
    [InlineData("""{"ok":true,"user":{"id":"U0ADA","team_id":"T0EXAMPLE","is_restricted":1,"is_email_confirmed":true,"profile":{"email":"ada@example.com"}}}""")]
    public async Task WhoIs_MembersLeftOutOrOdd_IsNobody(string reply)
    {
        _slack.Instead.Enqueue(reply);
        (await _slack.Room.WhoIsAsync("U0ADA", Cancel)).ShouldBeOfType<SlackIdentity.Nobody>();
    }

    [Fact]
    public async Task WhoIs_SlackDown_IsUnknownAndSaysSo()
    {
        _slack.Workspace.IsDown = true;
        (await _slack.Room.WhoIsAsync("U0ADA", Cancel)).ShouldBe(new SlackIdentity.Unknown("Channel 'slack' answered 503: it is tried again."));
    }
}
