using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Evidence;

namespace IncidentResponder.Cli.Generated;

/// <summary>What is written from the catalogue, so that it can't say otherwise: the member accounts' roles, the pages, the lists.</summary>
public static class GeneratedFiles
{
    /// <summary>The path of the member accounts' template, from the repository's folder.</summary>
    public const string MemberAccount = "src/member-account.yaml";

    private const string TableStart = "<!-- remediations -->\n";
    private const string TableEnd = "<!-- /remediations -->";

    /// <summary>Every generated file: its path from the repository's folder, and its text.</summary>
    /// <param name="catalogue">Every remediation.</param>
    /// <param name="collectors">Everything that collects evidence.</param>
    /// <param name="readme">README.md as it is: its table is replaced, the rest stays.</param>
    /// <exception cref="FormatException">README.md has no place for the table.</exception>
    public static ImmutableSortedDictionary<string, string> Of(ImmutableArray<IRemediation> catalogue, ImmutableArray<IEvidenceCollector> collectors, string readme)
    {
        ImmutableArray<RemediationDescription> powers = [.. catalogue.Select(one => one.Description).OrderBy(one => one.Id, StringComparer.Ordinal)];
        return ImmutableSortedDictionary<string, string>.Empty
            .WithComparers(StringComparer.Ordinal)
            .Add(MemberAccount, MemberAccountTemplate.Of(powers, collectors))
            .Add("docs/remediations/README.md", RemediationPages.Index(powers))
            .Add("docs/remediations/powers.approved.txt", RemediationPages.Powers(powers))
            .AddRange(powers.Select(power => KeyValuePair.Create(RemediationPages.PathOf(power), RemediationPages.Of(power))))
            .Add("README.md", WithTable(readme, RemediationPages.Table(powers, "docs/remediations/")));
    }

    private static string WithTable(string readme, string table)
    {
        var (start, end) = (readme.IndexOf(TableStart, StringComparison.Ordinal), readme.IndexOf(TableEnd, StringComparison.Ordinal));
        return start >= 0 && end > start
            ? readme[..(start + TableStart.Length)] + table + readme[end..]
            : throw new FormatException("README.md has no lines '<!-- remediations -->' and '<!-- /remediations -->' in this order; put them where the table belongs.");
    }
}
