namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>What a function is deployed with.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Arn">The function's ARN, unqualified.</param>
/// <param name="Handler">What <c>_HANDLER</c> says: which of the executable's handlers answers.</param>
/// <param name="Timeout">How long one invocation may take before its process is killed.</param>
/// <param name="MemoryMegabytes">What the function is told of its memory; nothing limits it here.</param>
/// <param name="MostProcesses">How many processes run at once at most; further invocations wait.</param>
/// <param name="Environment">Its environment variables.</param>
public sealed record FunctionSpec(
    string Name,
    string Arn,
    string Handler,
    TimeSpan Timeout,
    int MemoryMegabytes,
    int MostProcesses,
    IReadOnlyDictionary<string, string> Environment);
