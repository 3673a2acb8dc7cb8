using IncidentResponder.Core.Decide;

namespace IncidentResponder.Functions;

/// <summary>Finds and reads the response policy that is deployed with the functions.</summary>
internal static class PolicyFile
{
    private const string Usual = "policy/response-policy.json";

    /// <summary>Reads it. A policy that is not there is a faulty one: people are told, nothing is changed.</summary>
    internal static PolicyReading Read(Func<string, string?> read)
    {
        var folder = read("LAMBDA_TASK_ROOT") is { Length: > 0 } root ? root : AppContext.BaseDirectory;
        var path = Path.Combine(folder, read("POLICY_FILE") is { Length: > 0 } named ? named : Usual);
        return File.Exists(path)
            ? PolicyReader.Read(File.ReadAllText(path))
            : new PolicyReading.Faulty([new("$", $"There is no policy at {path}; deploy one, or name it by POLICY_FILE.")]);
    }
}
