namespace IncidentResponder.Core.Decide;

/// <summary>How a leaf's text must stand to the text in the pattern.</summary>
internal enum TextRelation
{
    Equal,
    EqualIgnoringCase,
    Prefix,
    PrefixIgnoringCase,
    Suffix,
    SuffixIgnoringCase,
}
