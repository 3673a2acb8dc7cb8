namespace IncidentResponder.Standins.Generator.Models;

/// <summary>How an operation answers page by page.</summary>
internal sealed class Paginator(Operation operation, JsonValue json)
{
    internal Operation Operation => operation;

    internal string InputToken => Member.Capitalised(Texts("input_token")[0]);

    internal string OutputToken => Member.Capitalised(Texts("output_token")[0]);

    /// <summary>The lists of the answer that a paginator strings together.</summary>
    internal IEnumerable<Member> ResultLists =>
        from key in Texts("result_key")
        from member in operation.OutputMembers
        where member.Name == key && member.Shape.IsList
        select member;

    private List<string> Texts(string name) => json[name].Text is { } only
        ? [only]
        : json[name].Items.Select(item => item.Text ?? "").ToList();
}
