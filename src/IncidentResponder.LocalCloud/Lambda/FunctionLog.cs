using System.Text;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>The file that takes what a function's processes write to standard output and error.</summary>
internal sealed class FunctionLog : IDisposable
{
    private readonly StreamWriter _file;

    public FunctionLog(string path)
    {
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false)) { AutoFlush = true };
    }

    public string Path { get; }

    public void Write(string? line)
    {
        if (line is null)
            return;
        lock (_file)
            _file.WriteLine(line);
    }

    public void Dispose()
    {
        lock (_file)
            _file.Dispose();
    }
}
