using Microsoft.CodeAnalysis;

namespace IncidentResponder.Standins.Tests.Api;

/// <summary>The public signatures of an assembly, one line each.</summary>
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

    internal static SortedSet<string> Of(IAssemblySymbol assembly)
    {
        var signatures = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in TypesOf(assembly.GlobalNamespace))
        {
            signatures.Add($"{type.TypeKind} {type.ToDisplayString(Member)} : {type.BaseType?.ToDisplayString(Member)}");
            foreach (var member in type.GetMembers().Where(IsPublic))
                signatures.Add(member.ToDisplayString(Member));
        }

        return signatures;
    }

    internal static IEnumerable<string> TypeNames(IAssemblySymbol assembly) =>
        TypesOf(assembly.GlobalNamespace).Select(type => type.ToDisplayString(Member));

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
