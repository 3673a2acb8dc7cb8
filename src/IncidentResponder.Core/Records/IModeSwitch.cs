namespace IncidentResponder.Core.Records;

/// <summary>The switch by which people hold the responder down while it runs, without a deployment.</summary>
public interface IModeSwitch
{
    /// <summary>Reads it, strongly consistent. A failure is an answer, not an exception.</summary>
    Task<SwitchPosition> ReadAsync(CancellationToken cancel);
}
