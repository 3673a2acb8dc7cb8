using System.Globalization;
using System.Text.Json;

namespace IncidentResponder.Core.Ledger;

/// <summary>Writes numbers as ECMAScript's Number.prototype.toString does, which RFC 8785 prescribes.</summary>
internal static class EcmaScriptNumber
{
    /// <summary>Writes a JSON number.</summary>
    /// <exception cref="FormatException">It is too large for an IEEE 754 double.</exception>
    public static string Write(JsonElement number) =>
        number.TryGetDouble(out var value) && double.IsFinite(value)
            ? Write(value)
            : throw new FormatException($"Number {number.GetRawText()} is too large for a double, so it has no canonical form; write it as text.");

    private static string Write(double value)
    {
        if (value == 0)
            return "0";

        // "R" gives the shortest digits that read back as the same double: "0.00012", "1234.5", "1.5E+22".
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var whole = parts[0].Split('.')[0];
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        var point = whole.Length + exponent - (digits.Length - significant.Length);
        return (value < 0 ? "-" : "") + Layout(significant.TrimEnd('0'), point);
    }

    /// <summary>Lays digits out with the decimal point after <paramref name="point"/> of them.</summary>
    private static string Layout(string digits, int point) => point switch
    {
        > 21 or < -5 => Exponential(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when point >= digits.Length => digits + new string('0', point - digits.Length),
        _ => digits[..point] + "." + digits[point..],
    };

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        var sign = exponent < 0 ? "-" : "+";
        return $"{digits[..1]}{fraction}e{sign}{Math.Abs(exponent)}";
    }
}
