using IncidentResponder.LocalCloud.Lambda;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Where the functions' logs are kept for reading after the command has ended: artifacts/local-cloud/logs.</summary>
internal static class LogFolder
{
    /// <summary>An empty folder; the logs of the run before are gone.</summary>
    public static string Make()
    {
        var folder = Path.Combine(BootstrapLocator.FindRepository(), "artifacts", "local-cloud", "logs");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }
}
