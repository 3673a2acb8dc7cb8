namespace IncidentResponder.Cli.Backtest;

/// <summary>How a backtest is written.</summary>
public enum BacktestForm
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>A line a finding.</summary>
    Csv,
}
