using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Cli.Generated;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Cli.Remediations;

/// <summary>Lists the powers of the responder, and writes what is generated from them.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
public sealed class ListRemediations(TextWriter output, TextWriter errors)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Lists them.</summary>
    /// <param name="json">As a JSON list.</param>
    /// <returns>0.</returns>
    public int Run(bool json)
    {
        var powers = OfflineCatalogue.All.Select(one => one.Description).OrderBy(one => one.Id, StringComparer.Ordinal).ToList();
        if (json)
        {
            output.WriteLine(new JsonArray([.. powers.Select(Json)]).ToJsonString(Indented));
            return 0;
        }

        var width = powers.Max(power => power.Id.Length);
        foreach (var power in powers)
            output.WriteLine($"{power.Id.PadRight(width)}  {power.DefaultMode,-10}  {power.Risk,-6}  undo {power.Reversibility,-7}  {power.Title.Replace("{target}", power.TargetType, StringComparison.Ordinal)}");
        return 0;
    }

    /// <summary>Writes the generated files of a repository.</summary>
    /// <param name="folder">The repository.</param>
    /// <returns>0 when they are written, 2 when the folder is none of the product's.</returns>
    public int Write(string folder)
    {
        var readme = Path.Combine(folder, "README.md");
        if (!File.Exists(readme))
        {
            errors.WriteLine($"{folder} has no README.md; name the folder of the repository.");
            return 2;
        }

        foreach (var (path, text) in GeneratedFiles.Of(OfflineCatalogue.All, OfflineCatalogue.Collectors, File.ReadAllText(readme)))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            output.WriteLine(path);
        }

        return 0;
    }

    private static JsonObject Json(RemediationDescription power) => new()
    {
        ["id"] = power.Id,
        ["title"] = power.Title,
        ["service"] = power.Service,
        ["targetType"] = power.TargetType,
        ["resolves"] = List(power.Resolves),
        ["risk"] = power.Risk.ToString(),
        ["reversibility"] = power.Reversibility.ToString(),
        ["defaultMode"] = power.DefaultMode.ToString(),
        ["reads"] = List(power.Reads),
        ["writes"] = List(power.Writes),
        ["scope"] = List(power.Scope),
        ["why"] = power.Why,
        ["mayBreak"] = power.MayBreak,
        ["howToVerify"] = power.HowToVerify,
        ["howToUndo"] = power.HowToUndo,
    };

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
