using Microsoft.CodeAnalysis;

namespace IncidentResponder.Standins.Tests.Api;

/// <summary>The public API of an assembly: each signature in one line, with what it is the signature of.</summary>
internal static class PublicApi
{
    private static readonly SymbolDisplayFormat Member = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    internal static SortedDictionary<string, ISymbol> Of(IAssemblySymbol assembly)
    {
        var signatures = new SortedDictionary<string, ISymbol>(StringComparer.Ordinal);
        foreach (var type in TypesOf(assembly.GlobalNamespace))
        {
            signatures.Add($"{type.TypeKind} {type.ToDisplayString(Member)}{Parent(type)}", type);
            foreach (var member in type.GetMembers().Where(IsPublic))
                signatures.Add(member.ToDisplayString(Member), member);
        }

        return signatures;
    }

    private static string Parent(INamedTypeSymbol type) => type.BaseType is { } parent ? " : " + parent.ToDisplayString(Member) : "";

    /// <summary>Public types outside the Internal namespaces, which come without a promise.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) => space.Name == "Internal"
        ? []
        : space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public)
            .Concat(space.GetNamespaceMembers().SelectMany(TypesOf));

    /// <summary>A constructor counts even when the compiler makes it: in a compiled assembly it looks like any other.</summary>
    private static bool IsPublic(ISymbol member) => member.DeclaredAccessibility == Accessibility.Public && member switch
    {
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => false,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => true,
        _ => !member.IsImplicitlyDeclared,
    };
}
