using Microsoft.CodeAnalysis;

namespace IncidentResponder.Standins.Tests.Api;

/// <summary>
/// The kinds of signatures that official clients have and generated ones leave out on purpose. None keeps code that was
/// written with a stand-in from compiling with the official package. What is of no kind is listed in KnownMissing.txt.
/// </summary>
internal static class LeftOut
{
    private static readonly string[] PlumbingEnds =
        ["DefaultConfiguration", "EndpointParameters", "RetryPolicy", "PaginatorFactory"];

    internal static bool Knows(ISymbol official, IAssemblySymbol generated) =>
        IsOfMissingType(official, generated) || IsPlumbing(official)
        || IsConvenienceOverload(official, generated) || IsConvenienceConstructor(official, generated);

    /// <summary>A type that is not generated is missed once, not once more with each member.</summary>
    private static bool IsOfMissingType(ISymbol official, IAssemblySymbol generated) =>
        official.ContainingType is { } type && Twin(type, generated) is null;

    /// <summary>XAsync with the request's members for parameters, where XAsync with the request is generated.</summary>
    private static bool IsConvenienceOverload(ISymbol official, IAssemblySymbol generated) =>
        official is IMethodSymbol { MethodKind: MethodKind.Ordinary } overload
        && overload.Name.EndsWith("Async", StringComparison.Ordinal)
        && Twin(overload.ContainingType, generated) is { } client
        && client.GetMembers(overload.Name).OfType<IMethodSymbol>().Any(call => TakesRequest(call) && Answers(call, overload))
        && !TakesRequest(overload);

    /// <summary>A constructor that sets members, on a model type whose constructor without parameters is generated.</summary>
    private static bool IsConvenienceConstructor(ISymbol official, IAssemblySymbol generated) =>
        official is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: > 0 } constructor
        && constructor.ContainingNamespace.Name == "Model"
        && Twin(constructor.ContainingType, generated) is { } type
        && type.InstanceConstructors.Any(plain => plain is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: 0 });

    /// <summary>
    /// Types by which the official client makes its defaults, its endpoints, its retries and its paginators; generated
    /// clients keep their own in Internal or take the core's.
    /// </summary>
    private static bool IsPlumbing(ISymbol official) =>
        official is INamedTypeSymbol && PlumbingEnds.Any(end => official.Name.EndsWith(end, StringComparison.Ordinal));

    private static bool TakesRequest(IMethodSymbol call) =>
        call.Parameters.Any(parameter => parameter.Type.Name == call.Name[..^"Async".Length] + "Request");

    private static bool Answers(IMethodSymbol call, IMethodSymbol overload) =>
        call.ReturnType.ToDisplayString() == overload.ReturnType.ToDisplayString();

    private static INamedTypeSymbol? Twin(INamedTypeSymbol official, IAssemblySymbol generated) =>
        generated.GetTypeByMetadataName(official.ToDisplayString()) is { DeclaredAccessibility: Accessibility.Public } twin ? twin : null;
}
