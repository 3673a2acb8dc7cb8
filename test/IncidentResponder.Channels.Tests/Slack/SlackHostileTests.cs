using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core.Records;
using IncidentResponder.LocalCloud.Slack;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests.Slack;

/// <summary>Text that an attacker may choose, through the card and its thread: nobody is called by it, nothing is a link, and Slack takes it all.</summary>
public sealed partial class SlackHostileTests(ITestOutputHelper output)
{
    private static readonly string[] Moments = ["toldOnly", "oneOfTwo", "denied", "closed", "partly", "failed"];

    private static readonly ImmutableArray<string> Slackish =
    [
        "<!channel> <!here> <!everyone> <!subteam^S012ABCDEF>", "<@U0ADA> approved this", "<https://evil.example|Approve>", "<#C0INCIDENTS>", "&lt;!channel&gt; &amp;lt;", "*bold* _italic_ ~gone~ `code` ```block``` > quote",
        "`", "``", "`*bold*`", "` <@U0ADA> `", "@channel #general ada@example.com", "https://evil.example/?a=b|c", ":rotating_light: :white_check_mark:", "<!date^0^{date}^https://evil.example|now>",
        "line\nbreak\r\nand \u2028 \u2029 more", "1|INC-20260114-8c1f0a2b9d3e4f50|", "&&&&&&&&&&", new('&', 5000), new('`', 5000), new('"', 5000), new('\\', 5000), string.Concat(Enumerable.Repeat("😀", 3000)), "\u0007\u001b[31mred", "",
    ];

    [Fact]
    public Task Card_SlacksOwnMarkup_CallsNobodyAndIsNoLink() => ShowAllAsync(Slackish);

    [Fact]
    public Task Card_HostileText_StaysInItsPlace() => ShowAllAsync(HostileText.Few);

    [Fact]
    public async Task Card_NaughtyStrings_StayInTheirPlace()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the 515 naughty strings were not run.");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "naughty-strings", "blns.json")));
        ImmutableArray<string> strings = [.. document.RootElement.EnumerateArray().Select(one => one.GetString()!)];
        var texts = await ShowAllAsync(strings);
        output.WriteLine($"{strings.Length} naughty strings at {Moments.Length} moments, {texts} texts read back, none outside its place.");
        strings.Length.ShouldBe(515);
    }

    [Fact]
    public async Task Card_AnyRecord_IsWithinWhatSlackTakes()
    {
        var story = await SlackStory.TellAsync();
        string[] words = [.. Slackish, .. HostileText.Few.Where(one => one.Length < 100_000)];
        var text = Gen.Select(Of(words), Gen.String[0, 40], (one, more) => one + more);
        var most = 0;
        Gen.Select(Of([.. SlackStory.Moments]), text, Gen.Int[0, 60], Gen.Int[0, 40], Gen.Int[0, 60]).Sample((moment, said, steps, findings, approvers) =>
        {
            var message = SlackStory.Card(Grown(story[moment], said, steps, findings, approvers));
            Check(message, $"{moment} with {Brief(said)}");
            Interlocked.Exchange(ref most, Math.Max(most, message.Blocks.Length));
        }, iter: 400, print: one => $"{one.Item1}, {one.Item3} steps, {one.Item4} findings, {one.Item5} approvers, {Brief(one.Item2)}");
        output.WriteLine($"The longest blocks of 400 random records have {most} characters.");
    }

    [Fact]
    public async Task Thread_HostileText_StaysInItsPlace()
    {
        SlackSide slack = new();
        foreach (var text in Slackish.Concat(HostileText.Few))
        {
            var story = await SlackStory.TellAsync(text);
            Core.Notify.ChannelPost? post = null;
            foreach (var moment in new[] { "toldOnly", "question", "denied" })
                post = await slack.Channel.ShowAsync(story[moment], post, SlackStory.Now, TestContext.Current.CancellationToken);
        }

        foreach (var message in slack.Workspace.Messages)
            Check(new(message.Now.Text, message.Now.Blocks.GetRawText()), "thread");
    }

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static async Task<int> ShowAllAsync(ImmutableArray<string> strings)
    {
        var harmless = await SlackStory.TellAsync("harmless");
        var texts = 0;
        foreach (var text in strings)
        {
            var story = await SlackStory.TellAsync(text);
            foreach (var moment in Moments)
            {
                var (message, why) = (SlackStory.Card(WithComment(story[moment], text)), $"{moment} with {Brief(text)}");
                Check(message, why);
                if (SlackStory.IsWhole(story[moment]))
                    OwnWords(message).ShouldBe(OwnWords(SlackStory.Card(WithComment(harmless[moment], "harmless"))), why);
                texts += Texts(message).Count();
            }
        }

        return texts;
    }

    // What stands outside of code in mrkdwn is this product's own, whatever the text is.
    private static string OwnWords(SlackMessage message) =>
        string.Join('\n', Markdown(message).Select(text => CodeSpan().Replace(text, "`x`")));

    private static void Check(SlackMessage message, string why)
    {
        BlockKit.Faults(Json(message)).ShouldBeEmpty(why);
        message.Text.Length.ShouldBeInRange(1, 500, why);
        message.Text.ShouldContain("INC-20260114-", Case.Sensitive, why);
        foreach (var text in Texts(message).Append(message.Text))
        {
            Ours().Replace(text, "").Where(character => character is '<' or '>').ShouldBeEmpty($"{why}: {text}");
            text.ShouldNotContain("://", Case.Sensitive, why);
            foreach (var rune in text.Replace("\n", "", StringComparison.Ordinal).EnumerateRunes())
                (IsUnseen(rune) || rune == Rune.ReplacementChar).ShouldBeFalse($"{why}: U+{rune.Value:X4}");
        }
    }

    private static IncidentRecord WithComment(IncidentRecord record, string text) => record.Answer is { } answer ? record with { Answer = answer with { Comment = text } } : record;

    private static IncidentRecord Grown(IncidentRecord record, string words, int steps, int findings, int approvers)
    {
        var grown = HostileText.Poison(record.Decision is null or { Plan.Steps.IsEmpty: true } ? record with { Decision = SlackStory.Empty(record) } : record, words);
        var plan = grown.Decision!.Plan;
        IEnumerable<string> people = Enumerable.Range(0, approvers).Select(number => $"{new string('a', number)}+{number}@example.com");
        return SlackStory.Reviewed(grown with
        {
            Findings = [grown.Findings[0], .. Enumerable.Range(0, findings).Select(number => grown.Findings[0] with { Id = $"{number}" })],
            Decision = grown.Decision with { Plan = plan with { Steps = [.. Enumerable.Range(1, steps).Select(number => plan.Steps[0] with { Number = number })] } },
            Approval = grown.Approval is { } question ? question with { Approvers = [.. people], Quorum = Math.Max(1, approvers / 2) } : null,
            Steps = grown.Steps.IsEmpty ? [] : [.. Enumerable.Range(1, steps).Select(number => grown.Steps[0] with { Number = number })],
        });
    }

    private static JsonElement Json(SlackMessage message)
    {
        using var document = JsonDocument.Parse(message.Blocks, new() { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Texts(SlackMessage message) => JsonShape.Texts(Json(message)).Where(one => one.Path.EndsWith(".text", StringComparison.Ordinal)).Select(one => one.Text);

    private static IEnumerable<string> Markdown(SlackMessage message) =>
        from block in Json(message).EnumerateArray()
        where block.TryGetProperty("text", out var text) && text.GetProperty("type").ValueEquals("mrkdwn")
        select block.GetProperty("text").GetProperty("text").GetString();

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Brief(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"<@U0ADA>|<!date\^[0-9]+\^\{date_short_pretty\} \{time_secs\}\|[0-9: -]+ UTC>")]
    private static partial Regex Ours();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeSpan();
}
