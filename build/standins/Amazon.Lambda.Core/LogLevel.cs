namespace Amazon.Lambda.Core;

/// <summary>How grave a log line is.</summary>
public enum LogLevel
{
    /// <summary>Every step.</summary>
    Trace = 0,

    /// <summary>What helps while developing.</summary>
    Debug = 1,

    /// <summary>The ordinary course of events.</summary>
    Information = 2,

    /// <summary>Unusual, but handled.</summary>
    Warning = 3,

    /// <summary>The current activity failed.</summary>
    Error = 4,

    /// <summary>The function cannot go on.</summary>
    Critical = 5,
}
