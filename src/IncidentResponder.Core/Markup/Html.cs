namespace IncidentResponder.Core.Markup;

/// <summary>
/// Text that is safe to stand between tags or within quoted attributes. It is made only by <see cref="Of"/> and <see cref="Join"/>:
/// what a program's source spells out stays as it is, what fills a hole is encoded unless it is <see cref="Html"/> already.
/// </summary>
public sealed class Html
{
    internal Html(string text) => Text = text;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    private string Text { get; }

    /// <summary>Makes markup: <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>.</summary>
    public static Html Of(HtmlInterpolation markup) => new(markup.ToText());

    /// <summary>Makes one piece of markup per item, in order.</summary>
    public static Html Join<T>(IEnumerable<T> items, Func<T, Html> each) => new(string.Concat(items.Select(item => each(item).Text)));

    /// <summary>The markup, or nothing when the condition does not hold.</summary>
    public static Html When(bool condition, Func<Html> markup) => condition ? markup() : Empty;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
