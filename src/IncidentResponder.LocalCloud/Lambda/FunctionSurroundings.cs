using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Lambda;

/// <summary>What all functions of a local cloud share.</summary>
/// <param name="Bootstrap">The executable that every function runs.</param>
/// <param name="LogFolder">Where each function's output goes, a file a function.</param>
/// <param name="Region">The Region that functions are told.</param>
/// <param name="Clock">The local cloud's clock: it doesn't jump while a function runs.</param>
/// <param name="Callers">Issues the access keys by which the front knows functions.</param>
/// <param name="Endpoint">Gives the front's address, which is known once it listens.</param>
public sealed record FunctionSurroundings(
    string Bootstrap, string LogFolder, string Region, LocalClock Clock, Callers Callers, Func<Uri> Endpoint);
