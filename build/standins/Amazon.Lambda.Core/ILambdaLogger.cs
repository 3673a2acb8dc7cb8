namespace Amazon.Lambda.Core;

/// <summary>Writes to the function's log.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes a message as it is.</summary>
    void Log(string message);

    /// <summary>Writes a message and ends the line.</summary>
    void LogLine(string message);

    /// <summary>Writes a message of a level given by name, such as Warning.</summary>
    void Log(string level, string message) => LogLine(message);

    /// <summary>Writes a message of a level.</summary>
    void Log(LogLevel level, string message) => Log(level.ToString(), message);

    /// <summary>Writes a trace message.</summary>
    void LogTrace(string message) => Log(LogLevel.Trace, message);

    /// <summary>Writes a debug message.</summary>
    void LogDebug(string message) => Log(LogLevel.Debug, message);

    /// <summary>Writes an information message.</summary>
    void LogInformation(string message) => Log(LogLevel.Information, message);

    /// <summary>Writes a warning.</summary>
    void LogWarning(string message) => Log(LogLevel.Warning, message);

    /// <summary>Writes an error.</summary>
    void LogError(string message) => Log(LogLevel.Error, message);

    /// <summary>Writes that the function cannot go on.</summary>
    void LogCritical(string message) => Log(LogLevel.Critical, message);
}
