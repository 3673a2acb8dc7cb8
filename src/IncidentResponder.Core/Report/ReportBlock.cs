using System.Collections.Immutable;

namespace IncidentResponder.Core.Report;

/// <summary>A piece of a report, freed from how it is written. Its texts are one line each; whoever writes them encodes them.</summary>
public abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A heading within a section.</summary>
    /// <param name="Text">The heading.</param>
    public sealed record Heading(string Text) : ReportBlock;

    /// <summary>A paragraph.</summary>
    /// <param name="Text">What it says.</param>
    public sealed record Paragraph(string Text) : ReportBlock;

    /// <summary>Names with values.</summary>
    /// <param name="Pairs">Each name with its value.</param>
    public sealed record Facts(ImmutableArray<(string Name, string Value)> Pairs) : ReportBlock;

    /// <summary>A list.</summary>
    /// <param name="Items">Its items.</param>
    public sealed record Points(ImmutableArray<string> Items) : ReportBlock;

    /// <summary>A list of what is to be done, none of it done yet.</summary>
    /// <param name="Items">Its items.</param>
    public sealed record Tasks(ImmutableArray<string> Items) : ReportBlock;

    /// <summary>Lines that are shown to the letter, as calls of AWS are.</summary>
    /// <param name="Lines">The lines.</param>
    public sealed record Exact(ImmutableArray<string> Lines) : ReportBlock;

    /// <summary>A table.</summary>
    /// <param name="Head">The columns' names.</param>
    /// <param name="Rows">The rows, each with as many cells as there are columns.</param>
    public sealed record Table(ImmutableArray<string> Head, ImmutableArray<ImmutableArray<string>> Rows) : ReportBlock;
}
