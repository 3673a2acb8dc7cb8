namespace IncidentResponder.Cli.Input;

/// <summary>Finds the files that paths name: a file is itself, a folder all within it that have ".json" in their names.</summary>
internal static class EventFiles
{
    /// <summary>The files in the order of their paths, or what is wrong with the first path that names none.</summary>
    public static (IReadOnlyList<string> Files, string? Fault) In(IEnumerable<string> paths)
    {
        List<string> files = [];
        foreach (var path in paths)
        {
            var found = Within(path);
            if (found is null)
                return ([], $"'{path}' is no file and no folder; give the path of an event or of a folder of events.");

            if (found.Count == 0)
                return ([], $"'{path}' holds no file with .json in its name; give the path of an event or of a folder of events.");

            files.AddRange(found);
        }

        return (files, null);
    }

    private static List<string>? Within(string path)
    {
        if (File.Exists(path))
            return [path];

        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : null;
    }
}
