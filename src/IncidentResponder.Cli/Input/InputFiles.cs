using System.Text.Json;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Cli.Input;

/// <summary>Reads the files that commands are given, and says what is wrong with them.</summary>
/// <param name="errors">Where that is said.</param>
internal sealed class InputFiles(TextWriter errors)
{
    /// <summary>The policy that is shipped, beside the program.</summary>
    public static string ShippedPolicy => Path.Combine(AppContext.BaseDirectory, "policy", "response-policy.json");

    /// <summary>A file's text; null when it can't be read, which has been said.</summary>
    public string? Text(string path, string what)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path} can't be read: {fault.Message} Give the path of {what}.");
            return null;
        }
    }

    /// <summary>A policy that reads well; null when it does not, which has been said by JSON path.</summary>
    public PolicyReading.Readable? Policy(string path)
    {
        if (Text(path, "a response policy") is not { } text)
            return null;

        var reading = PolicyReader.Read(text);
        if (reading is PolicyReading.Faulty faulty)
        {
            foreach (var fault in faulty.Faults)
                errors.WriteLine($"{path} {fault.Path}: {fault.Reason}");
        }

        return reading as PolicyReading.Readable;
    }

    /// <summary>Facts about a target, as a decision holds them; ordinary ones when no file is named; null when it can't be read, which has been said.</summary>
    public TargetFacts? Facts(string? path)
    {
        if (path is null)
            return AssumedFacts.Ordinary;
        if (Text(path, "a JSON file with a target's facts") is not { } text)
            return null;

        try
        {
            return JsonSerializer.Deserialize(text, CoreJson.Default.TargetFacts) ?? throw new JsonException("The facts are null.", "$", null, null);
        }
        catch (JsonException fault)
        {
            errors.WriteLine($"{path} {fault.Path}: {fault.Message} Facts look like {{\"exists\": true, \"tags\": {{}}, \"summary\": [], \"state\": {{}}, \"gaps\": []}}.");
            return null;
        }
    }
}
