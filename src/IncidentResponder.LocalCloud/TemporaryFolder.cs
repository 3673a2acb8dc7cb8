namespace IncidentResponder.LocalCloud;

/// <summary>A folder for logs and the like that is removed with all that is in it when it is disposed of.</summary>
/// <param name="prefix">How its name begins.</param>
internal sealed class TemporaryFolder(string prefix) : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
