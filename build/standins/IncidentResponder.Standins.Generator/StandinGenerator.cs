using System.Text;
using IncidentResponder.Standins.Generator.Emit;
using IncidentResponder.Standins.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace IncidentResponder.Standins.Generator;

/// <summary>
/// Writes an AWS client with the official names for each *.awsmodel.json among the additional files.
/// A model that uses something the generator cannot express is the build error AWSSTANDIN001.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class StandinGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Unsupported = new(
        "AWSSTANDIN001", "AWS model not supported", "{0}: {1}", "AwsStandin", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".awsmodel.json", StringComparison.Ordinal))
            .Select(static (file, cancel) => (file.Path, Json: file.GetText(cancel)?.ToString() ?? ""));
        context.RegisterSourceOutput(models, static (output, model) => Write(output, model.Path, model.Json));
    }

    private static void Write(SourceProductionContext output, string path, string json)
    {
        try
        {
            var service = new ServiceModel(JsonReader.Read(json));
            foreach (var source in ServiceSources.For(service))
                output.AddSource($"{service.Prefix}.{source.Key}.g.cs", SourceText.From(source.Value, Encoding.UTF8));
        }
        catch (Exception unsupported) when (unsupported is NotSupportedException or FormatException)
        {
            output.ReportDiagnostic(Diagnostic.Create(Unsupported, Location.None, path, unsupported.Message));
        }
    }
}
