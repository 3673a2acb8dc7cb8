using System.Text;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Core.Tests.Notify;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain", "plain")]
    [InlineData("  a \t b\r\n\r\nc\u2028d  ", "a b c d")]
    [InlineData("a\0b\u001b[31mc\u007fd\u0085e", "ab[31mcd e")]
    [InlineData("evil\u202egpj.exe", "evilgpj.exe")]
    [InlineData("z\u200bw\u200dj\ufeffn\u2060s\u00adh", "zwjnsh")]
    [InlineData("p\ue000u\uffff", "pu")]
    [InlineData("Grüße 日本 😀", "Grüße 日本 😀")]
    [InlineData("tag\U000E0041", "tag")]
    public void Of_Text_IsOneVisibleLine(string? text, string clean) => PlainText.Of(text, 100).ShouldBe(clean);

    [Fact]
    public void Of_HalfASurrogatePair_IsDropped() => PlainText.Of("x" + (char)0xd800 + "y", 10).ShouldBe("xy");

    [Fact]
    public void Of_LongText_IsCutAtACharacterAndSaysSo()
    {
        PlainText.Of(new string('x', 50), 10).ShouldBe("xxxxxxxxx…");
        PlainText.Of("12345678😀😀😀", 10).ShouldBe("12345678…");
        PlainText.Of(new string('x', 10_000_000), 10).Length.ShouldBe(10);
        PlainText.Of(new string('\u200b', 10_000_000) + "late", 10).ShouldNotContain("late");
    }

    [Theory]
    [InlineData("see https://evil.example.com/a?b=c", "see hxxps[:]//evil[.]example[.]com/a?b=c")]
    [InlineData("HTTP://EVIL.EXAMPLE.COM", "HxxP[:]//EVIL[.]EXAMPLE[.]COM")]
    [InlineData("ftp://198.51.100.7", "ftp[:]//198[.]51[.]100[.]7")]
    [InlineData("javascript://x", "javascript[:]//x")]
    [InlineData("www.evil.example", "www[.]evil[.]example")]
    [InlineData("evil\u3002example", "evil[.]example")]
    [InlineData("Done. It holds.", "Done. It holds.")]
    [InlineData("http:\u200b//evil\u200b.example", "hxxp[:]//evil[.]example")]
    public void Defanged_Link_IsNoLink(string text, string dead) => PlainText.Defanged(text, 200).ShouldBe(dead);

    [Fact]
    public void Ascii_AnyText_IsPrintableAndBounded()
    {
        PlainText.Ascii("Größe\n日本", 40).ShouldBe("Gr??e ??");
        PlainText.Ascii(new string('x', 60), 20).ShouldBe(new string('x', 17) + "...");
        PlainText.Ascii("=?utf-8?B?SGVsbG8=?= =é", 40).ShouldBe("=.utf-8?B?SGVsbG8=.= =.");
    }

    [Theory]
    [InlineData(0, "less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(65, "1 minute 5 seconds")]
    [InlineData(900, "15 minutes")]
    [InlineData(7380, "2 hours 3 minutes")]
    [InlineData(90061, "1 day 1 hour")]
    public void Span_Seconds_AreReadable(int seconds, string text) => UtcText.Span(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void Of_EveryUtf16Unit_NeverControls()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var clean = PlainText.Of($"a{(char)unit}b", 10);
            clean.Any(char.IsControl).ShouldBeFalse($"U+{unit:X4}");
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)).ShouldBe(clean);
        }
    }
}
