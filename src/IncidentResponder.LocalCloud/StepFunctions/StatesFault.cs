namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>An error in a running execution, which Retry and Catch may handle.</summary>
/// <param name="error">The error's name; null when a task's failure was reported without one.</param>
/// <param name="cause">What happened; null when a task's failure was reported without it.</param>
internal sealed class StatesFault(string? error, string? cause) : Exception($"{error}: {cause}")
{
    public const string Runtime = "States.Runtime";
    public const string Timeout = "States.Timeout";
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";
    public const string TaskFailed = "States.TaskFailed";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string NoChoiceMatched = "States.NoChoiceMatched";
    public const string IntrinsicFailure = "States.IntrinsicFailure";
    public const string All = "States.ALL";

    public string? Error { get; } = error;

    public string? Cause { get; } = cause;

    /// <summary>Another name that Retry and Catch may use for the same error.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether the cause is as it shall be, and needs no word about the state where it arose.</summary>
    public bool IsPlaced { get; init; }

    /// <summary>A result above the limit of <see cref="JsonText.MostBytes"/>.</summary>
    public static StatesFault TooLong(string of) =>
        new(DataLimitExceeded, $"The state/task '{of}' returned a result with a size exceeding the maximum number of bytes service limit.") { IsPlaced = true };

    /// <summary>Whether an ErrorEquals list names this error. States.Runtime is never matched: it always ends the execution.</summary>
    public bool Matches(IReadOnlyList<string> errorEquals) => Error is not Runtime && errorEquals.Any(IsCalled);

    private bool IsCalled(string name) => name switch
    {
        All => Error is not DataLimitExceeded,
        TaskFailed => Error is not (Timeout or DataLimitExceeded),
        _ => name == Error || name == Alias,
    };
}
