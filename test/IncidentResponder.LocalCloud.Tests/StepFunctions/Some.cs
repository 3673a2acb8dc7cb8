namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

/// <summary>Definitions in which only what a test is about need be said.</summary>
internal static class Some
{
    /// <summary>A machine of one state, named Work.</summary>
    public static string Machine(string work) => $$$"""{"StartAt":"Work","States":{"Work":{{{work}}}}}""";

    /// <summary>A lambda:invoke task with the rest of its fields.</summary>
    public static string Invoke(string function, string rest) => $$$"""
        {"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"{{{function}}}","Payload.$":"$"},{{{rest}}}}
        """;

    /// <summary>A task that hands its token to the function "ask".</summary>
    public static string Ask(string rest) => $$$"""
        {"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
         "Parameters":{"FunctionName":"ask","Payload":{"token.$":"$$.Task.Token","retry.$":"$$.State.RetryCount"}},{{{rest}}}}
        """;
}
