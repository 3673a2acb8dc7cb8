using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Approve;
using IncidentResponder.LocalCloud.Slack;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests.Slack;

/// <summary>The card at each moment, held to a file that people read. With RECORD_CARDS=1 the files are written instead.</summary>
public sealed class SlackCardTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Moments => [.. SlackStory.Moments];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Card_AtEachMoment_IsAsItsFileSays(string moment)
    {
        var card = SlackStory.Card((await SlackStory.TellAsync())[moment]);
        var path = Repository.PathOf("test", "IncidentResponder.Channels.Tests", "Slack", "Cards", $"{moment}.json");
        var actual = new JsonObject { ["text"] = card.Text, ["blocks"] = JsonNode.Parse(card.Blocks) }.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("RECORD_CARDS") == "1")
            await File.WriteAllTextAsync(path, actual);

        actual.ShouldBe(await File.ReadAllTextAsync(path));
        BlockKit.Faults(Blocks(card)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deciding", "")]
    [InlineData("toldOnly", "")]
    [InlineData("containNow", "")]
    [InlineData("question", "approve deny details")]
    [InlineData("oneOfTwo", "approve deny withdraw details")]
    [InlineData("granted", "details")]
    [InlineData("denied", "details")]
    [InlineData("expired", "details")]
    [InlineData("running", "details")]
    [InlineData("contained", "details")]
    [InlineData("closed", "undo details")]
    [InlineData("undoRequested", "details")]
    [InlineData("undone", "details")]
    [InlineData("undoStopped", "undo details")]
    public async Task Buttons_AtEachMoment_AreThoseThatCanWork(string moment, string buttons) =>
        Buttons(SlackStory.Card((await SlackStory.TellAsync())[moment])).ShouldBe(buttons);

    [Fact]
    public async Task Buttons_AtAndAfterTheDeadline_DoNotAnswer()
    {
        var question = (await SlackStory.TellAsync())["question"];

        Buttons(SlackCard.Of(question, People.None, ApprovalScene.Deadline.AddTicks(-1))).ShouldBe("approve deny details");
        Buttons(SlackCard.Of(question, People.None, ApprovalScene.Deadline)).ShouldBe("details");
    }

    [Fact]
    public async Task Buttons_AfterTheUndoWindow_DoNotUndo()
    {
        var closed = (await SlackStory.TellAsync())["closed"];
        var end = closed.Closure!.At + LinkTerm.UndoWindow;

        Buttons(SlackCard.Of(closed, People.None, end.AddTicks(-1))).ShouldBe("undo details");
        Buttons(SlackCard.Of(closed, People.None, end)).ShouldBe("details");
    }

    [Fact]
    public async Task Buttons_PlanChangedSinceTheQuestion_DoNotAnswer()
    {
        var question = (await SlackStory.TellAsync())["question"];
        var plan = question.Decision!.Plan;
        var changed = question with { Decision = question.Decision with { Plan = plan with { Steps = [plan.Steps[0] with { Calls = ["ec2:TerminateInstances"] }] } } };

        Buttons(SlackStory.Card(changed)).ShouldBe("details");
        Texts(SlackStory.Card(changed)).ShouldContain(text => text.Contains("The plan was changed since it was asked about", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Buttons_OfAQuestion_CarryTheIncidentAndThePlanThatIsShown()
    {
        var question = (await SlackStory.TellAsync())["question"];
        var values = BlockKit.Buttons(Blocks(SlackStory.Card(question))).Select(button => button.GetProperty("value").GetString()).Distinct();

        values.ShouldBe([$"1|{question.Incident.Id}|{PlanDigest.Of(question.Decision!.Plan)}"]);
    }

    [Fact]
    public async Task Buttons_ThatChangeSomething_AskBeforeWithEffectAndWayBack()
    {
        var story = await SlackStory.TellAsync();
        var buttons = new[] { "oneOfTwo", "closed" }.SelectMany(moment => BlockKit.Buttons(Blocks(SlackStory.Card(story[moment])))).ToList();

        foreach (var button in buttons)
            button.TryGetProperty("confirm", out _).ShouldBe(button.GetProperty("action_id").GetString() != "details");
        var approve = buttons[0].GetProperty("confirm");
        buttons[0].GetProperty("text").GetProperty("text").GetString().ShouldBe("Isolate i-0a1b2c3d4e5f67890 from the network");
        approve.GetProperty("text").GetProperty("text").GetString().ShouldStartWith("May break: Whatever the instance serves stops answering");
        approve.GetProperty("text").GetProperty("text").GetString()!.ShouldContain("To undo: The responder puts the groups back as they were");
        approve.GetProperty("confirm").GetProperty("text").GetString().ShouldBe("Isolate now");
    }

    [Fact]
    public async Task Card_ManyLongSteps_ShowsAsManyAsFitAndSaysHowManyMore()
    {
        var question = (await SlackStory.TellAsync())["question"];
        var plan = question.Decision!.Plan;
        var steps = Enumerable.Range(1, 60).Select(number => plan.Steps[0] with { Number = number, Title = new string('\\', 160), MayBreak = new string('"', 500), HowToUndo = new string('"', 500) });
        var card = SlackStory.Card(SlackStory.Reviewed(question with { Decision = question.Decision with { Plan = plan with { Steps = [.. steps] } } }));

        BlockKit.Faults(Blocks(card)).ShouldBeEmpty();
        Texts(card).ShouldContain(text => text.EndsWith("more steps, which the page has", StringComparison.Ordinal));
        Buttons(card).ShouldBe("approve deny details");
    }

    [Fact]
    public async Task Card_SameRecord_IsTheSameBytes()
    {
        foreach (var moment in SlackStory.Moments)
            SlackStory.Card((await SlackStory.TellAsync())[moment]).ShouldBe(SlackStory.Card((await SlackStory.TellAsync())[moment]));
    }

    [Fact]
    public async Task Card_WhoeverSlackKnows_IsMentionedAndTheOthersAreNamed()
    {
        var text = string.Join('\n', Texts(SlackStory.Card((await SlackStory.TellAsync())["question"])));

        text.ShouldContain("<@U0ADA>");
        text.ShouldContain("`grace@example.com`");
    }

    private static string Buttons(SlackMessage card) => string.Join(' ', BlockKit.Buttons(Blocks(card)).Select(button => button.GetProperty("action_id").GetString()));

    private static IEnumerable<string> Texts(SlackMessage card) => JsonShape.Texts(Blocks(card)).Select(one => one.Text);

    private static JsonElement Blocks(SlackMessage card)
    {
        using var document = JsonDocument.Parse(card.Blocks, new() { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
