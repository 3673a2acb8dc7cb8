using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace IncidentResponder.Core.Markup;

/// <summary>
/// Gathers an interpolated string into markup. Its constructor is called by the compiler for a literal only, so a text computed
/// at run time can't pass for markup; there is no overload for objects, so nothing is written by an unforeseen ToString.
/// </summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct HtmlInterpolation
{
    private static readonly HtmlEncoder Encoder = MakeEncoder();
    private readonly StringBuilder _text;

    /// <summary>Begins.</summary>
    public HtmlInterpolation(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (32 * formattedCount));

    /// <summary>Takes what the source spells out.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Takes a text and encodes it.</summary>
    public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

    /// <summary>Takes a number.</summary>
    public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes markup as it is.</summary>
    public void AppendFormatted(Html markup) => _text.Append(markup);

    internal string ToText() => _text.ToString();

    /// <summary>Letters of every script are left readable; the backtick is encoded too, since old browsers take it for a quote.</summary>
    private static HtmlEncoder MakeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacter('`');
        return HtmlEncoder.Create(settings);
    }
}
