using System.Collections.Immutable;
using IncidentResponder.Standins.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace IncidentResponder.Standins.Tests.Api;

/// <summary>A client that the generator has written of a model, compiled in memory.</summary>
internal static class GeneratedClient
{
    private static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly string[] Usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The framework and the SDK's core, without the service's own official package.</summary>
    internal static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "AWSSDK.Core.dll" or "netstandard.dll" or "mscorlib.dll" or "Microsoft.Win32.Primitives.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    internal static (CSharpCompilation Client, ImmutableArray<Diagnostic> Said) Of(string model, string json)
    {
        var wire = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Standins", "Wire"), "*.cs")
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Parse, path));
        var usings = CSharpSyntaxTree.ParseText(string.Concat(Usings.Select(name => $"global using {name};\n")), Parse);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var empty = CSharpCompilation.Create("Generated." + model, [.. wire, usings], References, options);
        var driver = CSharpGeneratorDriver.Create([new StandinGenerator().AsSourceGenerator()], [new ModelText(model, json)], Parse);
        driver.RunGeneratorsAndUpdateCompilation(empty, out var client, out var said);
        return ((CSharpCompilation)client, said);
    }

    private sealed class ModelText(string model, string json) : AdditionalText
    {
        public override string Path => model + ".awsmodel.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(json);
    }
}
