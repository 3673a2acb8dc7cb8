using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using IncidentResponder.Channels.Slack;
using IncidentResponder.LocalCloud.Slack;

namespace IncidentResponder.Channels.Tests.Slack;

public sealed class SlackInteractionTests
{
    private const string Incident = "INC-20260114-8c1f0a2b9d3e4f50";
    private static readonly string Digest = new('3', 64);

    public static TheoryData<SlackAction> Actions => [.. Enum.GetValues<SlackAction>()];

    [Theory]
    [MemberData(nameof(Actions))]
    public void Read_Click_SaysWhoWhereAndWhat(SlackAction action)
    {
        var click = Read(Payload(button: action.ToString().ToLowerInvariant())).ShouldBeOfType<SlackInteraction.Click>().What;

        click.ShouldBe(new SlackClick
        {
            User = "U0ADA",
            UserTeam = "T0EXAMPLE",
            Team = "T0EXAMPLE",
            App = "A0RESPONDER",
            Channel = "C0INCIDENTS",
            Message = "1768356451.000100",
            Action = action,
            Incident = Core.IncidentId.Parse(Incident),
            PlanDigest = Digest,
        });
        click.Objection(SlackStory.Settings).ShouldBeNull();
    }

    [Fact]
    public void Read_ClickInAnOrganization_NamesItInPlaceOfTheWorkspace()
    {
        var payload = Payload();
        (payload["team"], payload["enterprise"], payload["is_enterprise_install"]) = (null, new JsonObject { ["id"] = "E0EXAMPLE" }, true);
        var click = Read(payload).ShouldBeOfType<SlackInteraction.Click>().What;

        (click.Team, click.Enterprise).ShouldBe((null, "E0EXAMPLE"));
        click.Objection(SlackStory.Settings with { TeamId = "E0EXAMPLE" }).ShouldBeNull();
        click.Objection(SlackStory.Settings).ShouldBe("The click comes from workspace E0EXAMPLE, and this deployment's is T0EXAMPLE.");
    }

    [Theory]
    [InlineData("api_app_id", "A0OTHER", "app A0OTHER")]
    [InlineData("team.id", "T0OTHER", "workspace T0OTHER")]
    [InlineData("user.team_id", "T0OTHER", "belongs to workspace T0OTHER")]
    [InlineData("channel.id", "C0OTHER", "channel C0OTHER")]
    public void Objection_OfElsewhere_NamesWhatIsWrong(string member, string value, string says) =>
        Read(Changed(member, value)).ShouldBeOfType<SlackInteraction.Click>().What.Objection(SlackStory.Settings).ShouldNotBeNull().ShouldContain(says);

    [Theory]
    [InlineData("type", "view_submission")]
    [InlineData("actions.0.action_id", "launch")]
    [InlineData("actions.0.type", "static_select")]
    public void Read_SomethingElse_IsNotOurs(string member, string value) =>
        Read(Changed(member, value)).ShouldBeOfType<SlackInteraction.NotOurs>();

    [Theory]
    [InlineData("type", null)]
    [InlineData("user.id", null)]
    [InlineData("user.id", "ada")]
    [InlineData("user.id", "U0ADA\n")]
    [InlineData("api_app_id", null)]
    [InlineData("team.id", null)]
    [InlineData("channel.id", "../x")]
    [InlineData("container.message_ts", "soon")]
    [InlineData("actions.0.value", null)]
    [InlineData("actions.0.value", "")]
    [InlineData("actions.0.value", "1|INC-20260114-8c1f0a2b9d3e4f50")]
    [InlineData("actions.0.value", "2|INC-20260114-8c1f0a2b9d3e4f50|3333333333333333333333333333333333333333333333333333333333333333")]
    [InlineData("actions.0.value", "1|INC/../x|3333333333333333333333333333333333333333333333333333333333333333")]
    [InlineData("actions.0.value", "1|INC-20260114-8c1f0a2b9d3e4f50|333")]
    [InlineData("actions.0.value", "1|INC-20260114-8c1f0a2b9d3e4f50|333333333333333333333333333333333333333333333333333333333333333X")]
    [InlineData("actions.0.value", "1|INC-20260114-8c1f0a2b9d3e4f50|3333333333333333333333333333333333333333333333333333333333333333|more")]
    public void Read_MemberMissingOrOdd_IsUnreadable(string member, string? value)
    {
        var payload = Changed(member, value);
        if (member == "channel.id")
            payload["container"]!.AsObject().Remove("channel_id");
        if (member == "container.message_ts")
            payload.Remove("message");
        Read(payload).ShouldBeOfType<SlackInteraction.Unreadable>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload")]
    [InlineData("payload=")]
    [InlineData("payload={")]
    [InlineData("payload=%7B%7D")]
    [InlineData("payload=[]")]
    [InlineData("payload=null")]
    [InlineData("payload=%7")]
    [InlineData("payload=%zz")]
    [InlineData("payload=%ff")]
    [InlineData("payload={}&payload={}")]
    [InlineData("Payload={}")]
    [InlineData("payload={\"type\":\"block_actions\",\"type\":\"block_actions\"}")]
    [InlineData("payload={\"type\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"block_actions\"}")]
    public void Read_NoPayload_IsUnreadable(string body) => SlackInteraction.Read(Encoding.UTF8.GetBytes(body)).ShouldBeOfType<SlackInteraction.Unreadable>();

    [Fact]
    public void Read_MemberTwiceDeepInside_IsUnreadable()
    {
        var json = Payload().ToJsonString().Replace("\"name\":\"incidents\"", "\"name\":\"incidents\",\"id\":\"C0OTHER\"", StringComparison.Ordinal);
        SlackInteraction.Read(Encoding.UTF8.GetBytes($"payload={Uri.EscapeDataString(json)}")).ShouldBeOfType<SlackInteraction.Unreadable>();
    }

    [Fact]
    public void Read_PayloadTwice_IsUnreadable()
    {
        var body = SlackPayload.Form(Payload());
        SlackInteraction.Read([.. body, .. "&"u8, .. body]).ShouldBeOfType<SlackInteraction.Unreadable>();
    }

    [Fact]
    public void Read_TwoActions_IsUnreadable()
    {
        var payload = Payload();
        payload["actions"]!.AsArray().Add(payload["actions"]![0]!.DeepClone());
        Read(payload).ShouldBeOfType<SlackInteraction.Unreadable>();
    }

    [Fact]
    public void Read_TooLarge_IsUnreadable()
    {
        byte[] body = [.. SlackPayload.Form(Payload()), .. "&x="u8, .. new byte[SlackInteraction.LargestBody]];
        SlackInteraction.Read(body).ShouldBeOfType<SlackInteraction.Unreadable>().Why.ShouldContain($"{SlackInteraction.LargestBody}");
    }

    [Fact]
    public void Read_DeepNesting_IsUnreadable() =>
        SlackInteraction.Read(Encoding.UTF8.GetBytes("payload=" + new string('[', 100_000))).ShouldBeOfType<SlackInteraction.Unreadable>();

    [Fact]
    public void Read_MembersThatAreNotKnown_DoNoHarm()
    {
        var payload = Payload();
        payload["bot_access_token"] = "example";
        payload["user"]!["locale"] = new JsonArray("de", 1, null);
        payload["actions"]![0]!["rich"] = new JsonObject { ["deep"] = new JsonArray() };
        byte[] body = [.. "ssl_check=0&"u8, .. SlackPayload.Form(payload), .. "&more=%zz"u8];
        SlackInteraction.Read(body).ShouldBeOfType<SlackInteraction.Click>();
    }

    [Fact]
    public void Read_FormWithPlusForSpaces_IsTheSame()
    {
        var body = Encoding.ASCII.GetString(SlackPayload.Form(Payload())).Replace("%20", "+", StringComparison.Ordinal);
        SlackInteraction.Read(Encoding.ASCII.GetBytes(body)).ShouldBe(Read(Payload()));
    }

    [Fact]
    public void Read_AnyByteChanged_NeverThrows() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Byte).Sample((at, one) =>
        {
            var body = SlackPayload.Form(Payload());
            body[at % body.Length] = one;
            SlackInteraction.Read(body).ShouldNotBeNull();
        });

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(bytes => SlackInteraction.Read([.. "payload="u8, .. bytes]).ShouldBeOfType<SlackInteraction.Unreadable>());

    private static SlackInteraction Read(JsonObject payload) => SlackInteraction.Read(SlackPayload.Form(payload));

    private static JsonObject Payload(string button = "approve")
    {
        using var blocks = System.Text.Json.JsonDocument.Parse("""[{"type":"section","text":{"type":"plain_text","text":"two words"}}]""");
        SlackShown message = new() { Channel = "C0INCIDENTS", TimeStamp = "1768356451.000100", Versions = [new("card", blocks.RootElement.Clone())] };
        return SlackPayload.Of(new(), SlackMember.Few[0], message, button, $"1|{Incident}|{Digest}");
    }

    private static JsonObject Changed(string member, string? value)
    {
        var payload = Payload();
        JsonNode parent = payload;
        var path = member.Split('.');
        foreach (var part in path[..^1])
            parent = part == "0" ? parent[0]! : parent[part]!;
        if (value is null)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = value;
        return payload;
    }
}
