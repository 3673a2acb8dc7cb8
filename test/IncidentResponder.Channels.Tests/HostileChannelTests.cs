using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests;

/// <summary>Text that an attacker may choose, through every channel: it changes what is read and never what is said about it.</summary>
public sealed class HostileChannelTests(ITestOutputHelper output)
{
    // Each writes something else: made, commented on, acknowledged, failed.
    private static readonly string[] Moments = ["question", "granted", "contained", "failed", "toldOnly"];

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public Task Show_HostileText_StaysWithinItsPlace(string channel) => ShowAllAsync(channel, HostileText.Few);

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_NaughtyStrings_StayWithinTheirPlace(string channel)
    {
        var strings = Naughty();
        var texts = await ShowAllAsync(channel, strings);
        output.WriteLine($"{channel}: {strings.Length} naughty strings, {texts} texts read back, none outside its place.");
        strings.Length.ShouldBe(515);
    }

    [Fact]
    public async Task Show_CodeTags_AreNoHtmlInServiceNow()
    {
        foreach (var text in new[] { "[code]<script>alert(1)</script>[/code]", "[ CODE ]<b>x</b>[ / code ]" })
        {
            var sent = await SentAsync("servicenow", text);
            sent.Bodies.SelectMany(body => JsonShape.Texts(body)).ShouldAllBe(one => !one.Text.Replace(" ", "").Contains("[code", StringComparison.OrdinalIgnoreCase) && !one.Text.Replace(" ", "").Contains("[/code", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Show_TeamsFunctionsAndMarkdown_StandInTextRunsAndAreNotCalled()
    {
        var sent = await SentAsync("teams", "{{DATE(2026-01-14T02:07:31Z,LONG)}} [Approve](https://evil.example) **now** <at>everyone</at>");
        var texts = sent.Bodies.SelectMany(Cards).ToArray();
        texts.Where(one => one.Type == "TextRun").ShouldContain(one => one.Text.Contains("**now**", StringComparison.Ordinal));
        texts.Where(one => one.Type == "TextBlock").ShouldAllBe(one => !one.Text.Contains('*') && !one.Text.Contains('['));
        texts.ShouldAllBe(one => !one.Text.Contains("{{", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Type, string Text)> Cards(JsonElement json) =>
        from block in json.GetProperty("attachments")[0].GetProperty("content").GetProperty("body").EnumerateArray()
        from item in block.TryGetProperty("inlines", out var runs) ? runs.EnumerateArray().ToArray() : [block]
        select (item.GetProperty("type").GetString()!, item.GetProperty("text").GetString()!);

    private static async Task<int> ShowAllAsync(string channel, ImmutableArray<string> strings)
    {
        var shape = Shape(await SentAsync(channel, "harmless"));
        var read = 0;
        foreach (var text in strings)
        {
            var sent = await SentAsync(channel, text);
            Shape(sent).ShouldBe(shape, Brief(text));
            foreach (var (path, said) in sent.Bodies.SelectMany(body => JsonShape.Texts(body)))
                Check(channel, path, said, text);
            foreach (var (request, body) in sent.Sent)
                CheckWhole(channel, request, body);
            read += sent.Bodies.Sum(body => JsonShape.Texts(body).Count());
        }

        return read;
    }

    private static void Check(string channel, string path, string said, string text)
    {
        var why = $"{channel}{path} of {Brief(text)}";
        var lines = path is ".description" or ".work_notes" ? said.Replace("\n", "", StringComparison.Ordinal) : said;
        foreach (var rune in lines.EnumerateRunes())
            (IsUnseen(rune) || rune == Rune.ReplacementChar).ShouldBeFalse($"{why}: U+{rune.Value:X4}");
        if (channel is not "webhook" && !path.EndsWith(".$schema", StringComparison.Ordinal))
            said.ShouldNotContain("://", Case.Sensitive, why);
        if (path is ".payload.summary")
            said.Length.ShouldBeLessThanOrEqualTo(1024, why);
        if (path is ".dedup_key")
            said.Length.ShouldBeLessThanOrEqualTo(255, why);
        if (path is ".fields.summary")
            said.Length.ShouldBeLessThanOrEqualTo(255, why);
        if (path is ".short_description")
            said.Length.ShouldBeLessThanOrEqualTo(160, why);
    }

    private static void CheckWhole(string channel, HttpRequestMessage request, byte[] body)
    {
        body.Length.ShouldBeLessThanOrEqualTo(channel switch { "teams" => 28 * 1024, "pagerduty" => 512 * 1024, _ => 64 * 1024 }, channel);
        request.RequestUri!.AbsoluteUri.ShouldMatch(@"^https://[\x21-\x7e]{1,300}$");
        request.Headers.SelectMany(header => header.Value).ShouldAllBe(value => value.All(character => character >= ' ' && character <= '~'));
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Where there are lines, there are as many.
    private static string Shape(OtherSide sent) => string.Join('\n', sent.Bodies.SelectMany(body =>
        JsonShape.Of(body).Concat(JsonShape.Texts(body).Select(one => $"{one.Path} has {one.Text.Count(character => character == '\n')} line breaks"))));

    private static async Task<OtherSide> SentAsync(string name, string poison)
    {
        OtherSide other = new();
        var channel = Places.Of(name, other.Http);
        var story = await Story.TellAsync(poison);
        ChannelPost? post = null;
        foreach (var moment in Moments)
            post = await channel.ShowAsync(story[moment], post, ApprovalScene.InTime, TestContext.Current.CancellationToken);
        return other;
    }

    private static string Brief(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static ImmutableArray<string> Naughty()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the 515 naughty strings were not run.");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "naughty-strings", "blns.json")));
        return [.. document.RootElement.EnumerateArray().Select(one => one.GetString()!)];
    }
}
