using System.Net;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Respond.Page;

/// <summary>A form of the incident page: where it posts to and the fields it came with.</summary>
/// <param name="Action">The address, relative to the page.</param>
/// <param name="Fields">Names and values of its hidden fields.</param>
public sealed partial record PageForm(string Action, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>All forms of a page, in order.</summary>
    public static IReadOnlyList<PageForm> In(string html) =>
        [.. Forms().Matches(html).Select(form => new PageForm(Attribute(form.Groups["tag"].Value, "action"), HiddenFields(form.Groups["inside"].Value)))];

    private static Dictionary<string, string> HiddenFields(string inside)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Inputs().Matches(inside))
            if (Attribute(input.Value, "type") == "hidden")
                fields[Attribute(input.Value, "name")] = Attribute(input.Value, "value");
        return fields;
    }

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"(?<value>[^\"]*)\"").Groups["value"].Value);

    [GeneratedRegex("(?<tag><form\\b[^>]*>)(?<inside>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input\\b[^>]*>")]
    private static partial Regex Inputs();
}
