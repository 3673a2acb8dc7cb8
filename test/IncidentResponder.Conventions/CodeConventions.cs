using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;

namespace IncidentResponder.Conventions;

/// <summary>How the code is written, as far as text can tell; the compiler and the analyzers tell the rest.</summary>
public sealed partial class CodeConventions
{
    private const int LongestFile = 260;

    private static IEnumerable<(string Path, string Text)> Sources => Tree.Sources("src");

    [Fact]
    public void Types_None_IsNamedAfterNothing() =>
        Tree.Sources("src").Concat(Tree.Sources("test")).SelectMany(source => EmptyName().Matches(source.Text).Select(match => $"{source.Path}: {match.Groups[1].Value}"))
            .ShouldBeEmpty();

    [Fact]
    public void Namespaces_Each_IsItsFolder() =>
        Sources.Concat(Tree.Sources("test"))
            .Select(source => (source.Path, Expected: ExpectedNamespace(source.Path), Found: Namespace().Match(source.Text).Groups[1].Value))
            .Where(source => source.Found.Length > 0 && source.Found != source.Expected).Select(source => $"{source.Path}: {source.Found}").ShouldBeEmpty();

    [Fact]
    public void Files_Each_HasAtMostOnePublicTypeAndItsName() =>
        Sources.Select(source => (source.Path, Types: PublicType().Matches(source.Text).Select(match => match.Groups[1].Value).Distinct().ToList()))
            .Where(source => source.Types.Count > 1 || source.Types.Any(type => type != Path.GetFileName(source.Path).Split('.')[0]))
            .Select(source => $"{source.Path}: {string.Join(", ", source.Types)}").ShouldBeEmpty();

    [Fact]
    public void Files_None_IsUnfinished() =>
        Sources.Where(source => Unfinished().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Files_Each_IsShort() =>
        Sources.Where(source => source.Text.Count(character => character == '\n') > LongestFile).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Catches_None_IsEmpty() =>
        Sources.Where(source => EmptyCatch().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Errors_None_IsToldByItsMessage() =>
        Sources.Where(source => MessageBranch().IsMatch(source.Text)).Select(source => source.Path).ShouldBeEmpty();

    private static string ExpectedNamespace(string path) => string.Join('.', path.Split('/')[1..^1]);

    [GeneratedRegex(@"(?:class|record|struct|interface|enum) (\w+(?:Manager|Helpers?|Utils?|Utilities|Common|Impl|Base))\b")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly) )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"catch\s*(?:\([^)]*\))?\s*(?:when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"\.Message\.(?:Contains|StartsWith|EndsWith|Equals|IndexOf)\(|\.Message (?:==|is) ")]
    private static partial Regex MessageBranch();
}
