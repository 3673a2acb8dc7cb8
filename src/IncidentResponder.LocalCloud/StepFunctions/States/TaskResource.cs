namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>What a Task state runs.</summary>
internal abstract record TaskResource
{
    private TaskResource()
    {
    }

    public virtual bool WaitsForToken => false;

    /// <summary>A function's own ARN: the state's input is the payload, the function's answer the result.</summary>
    public sealed record Function(string Arn) : TaskResource;

    /// <summary>The lambda:invoke integration, whose parameters name the function and the payload.</summary>
    public sealed record Invoke(bool ForToken) : TaskResource
    {
        public override bool WaitsForToken => ForToken;

        /// <summary>The resource as history events name it.</summary>
        public string Name => ForToken ? "invoke.waitForTaskToken" : "invoke";
    }
}
