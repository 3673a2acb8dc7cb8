using System.Text;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.TestUtilities;

/// <summary>Keeps what a handler logs, and shows it on the console.</summary>
public class TestLambdaLogger : ILambdaLogger
{
    /// <summary>What has been logged.</summary>
    public StringBuilder Buffer { get; } = new();

    /// <inheritdoc />
    public void Log(string message)
    {
        Buffer.Append(message);
        Console.Write(message);
    }

    /// <inheritdoc />
    public void LogLine(string message)
    {
        Buffer.AppendLine(message);
        Console.WriteLine(message);
    }
}
