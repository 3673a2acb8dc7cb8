namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Runs a Lambda function and waits for its answer, as Lambda's Invoke does with RequestResponse.</summary>
public interface ILambdaInvoker
{
    /// <summary>Invokes a function.</summary>
    /// <param name="functionNameOrArn">The function's name, ARN, or either with a qualifier behind a colon.</param>
    /// <param name="payload">The event, JSON in UTF-8.</param>
    /// <param name="cancel">Gives up waiting; cancelled only when the local cloud stops.</param>
    /// <exception cref="LambdaServiceException">Lambda itself refuses, for instance because there is no such function.</exception>
    Task<LambdaInvocation> InvokeAsync(string functionNameOrArn, byte[] payload, CancellationToken cancel);
}
