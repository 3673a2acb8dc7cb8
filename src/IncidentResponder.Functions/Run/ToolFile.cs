using System.Security.Cryptography;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Functions.Run;

/// <summary>Says which program collects evidence, so that others can tell whether it was the one that they know.</summary>
internal static class ToolFile
{
    /// <summary>Hashes the program that runs.</summary>
    /// <param name="collectorArn">The ARN of the role it collects by.</param>
    internal static EvidenceTool Read(string collectorArn)
    {
        using var file = File.OpenRead(Path());
        return new(collectorArn, $"IncidentResponder {typeof(ToolFile).Assembly.GetName().Version}", Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    // Compiled to native code it is one file; on the JIT the code is beside the file that starts it.
    private static string Path()
    {
        var code = System.IO.Path.Combine(AppContext.BaseDirectory, "bootstrap.dll");
        return File.Exists(code) ? code : Environment.ProcessPath ?? throw new InvalidOperationException("The system does not say which program runs; run the function from its own file.");
    }
}
