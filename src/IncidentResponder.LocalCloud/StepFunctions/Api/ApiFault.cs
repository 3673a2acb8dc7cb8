namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>A call that is refused, as AWS would refuse it.</summary>
/// <param name="code">The error code, such as <c>ExecutionDoesNotExist</c>.</param>
/// <param name="message">The sentence for people.</param>
internal sealed class ApiFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static ApiFault Invalid(string why) => new("ValidationException", why);

    public static ApiFault NoMachine(string arn) => new("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");

    public static ApiFault NoExecution(string arn) => new("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");
}
