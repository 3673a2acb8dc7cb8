namespace IncidentResponder.Testing;

/// <summary>Where this repository is on disk.</summary>
public static class Repository
{
    /// <summary>The folder that holds IncidentResponder.sln, found upwards from where the tests run.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the repository.</summary>
    /// <param name="parts">Its path below the root.</param>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "IncidentResponder.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds IncidentResponder.sln; run the tests from a build inside the repository.");
    }
}
