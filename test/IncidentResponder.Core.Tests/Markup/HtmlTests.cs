using IncidentResponder.Core.Markup;

namespace IncidentResponder.Core.Tests.Markup;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>", "&lt;script&gt;")]
    [InlineData("a&b", "a&amp;b")]
    [InlineData("\"'`", "&quot;&#x27;&#x60;")]
    [InlineData("Größe 日本", "Größe 日本")]
    [InlineData(null, "")]
    public void Of_TextInAHole_IsEncoded(string? text, string encoded) => Html.Of($"<p>{text}</p>").ToString().ShouldBe($"<p>{encoded}</p>");

    [Fact]
    public void Of_MarkupInAHole_IsKept()
    {
        var inner = Html.Of($"<b>{"<"}</b>");

        Html.Of($"<p>{inner}{Html.Join(["x", "&"], item => Html.Of($"<i>{item}</i>"))}{Html.When(false, () => inner)}{7}</p>").ToString()
            .ShouldBe("<p><b>&lt;</b><i>x</i><i>&amp;</i>7</p>");
    }
}
