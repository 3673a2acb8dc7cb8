using System.Buffers;

namespace IncidentResponder.Core.Report;

/// <summary>Cells of a file by RFC 4180 that a spreadsheet takes for text: one that would be a formula begins with an apostrophe.</summary>
public static class CsvCell
{
    // ASVS 1.2.10's six, the line breaks, and the full-width forms that spreadsheets read as the ASCII ones.
    private static readonly SearchValues<char> BeginFormulas = SearchValues.Create("=+-@\t\r\n\0＝＋－＠");
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n'");

    /// <summary>One cell.</summary>
    public static string Of(string value)
    {
        var safe = value.Length > 0 && BeginFormulas.Contains(value[0]) ? $"'{value}" : value;
        return safe.AsSpan().IndexOfAny(NeedQuotes) < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>One line, with its end.</summary>
    public static string Row(params ReadOnlySpan<string> cells)
    {
        var row = "";
        for (var at = 0; at < cells.Length; at++)
            row += at == 0 ? Of(cells[at]) : $",{Of(cells[at])}";
        return $"{row}\r\n";
    }
}
