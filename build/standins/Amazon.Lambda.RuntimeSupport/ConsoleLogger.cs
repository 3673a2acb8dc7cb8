using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Logs to standard output, which the platform puts into the function's log group.</summary>
internal sealed class ConsoleLogger : ILambdaLogger
{
    internal static readonly ConsoleLogger Instance = new();

    private ConsoleLogger()
    {
    }

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);
}
