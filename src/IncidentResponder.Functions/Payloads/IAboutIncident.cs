namespace IncidentResponder.Functions.Payloads;

/// <summary>A task about one incident.</summary>
public interface IAboutIncident
{
    /// <summary>The incident's id.</summary>
    string IncidentId { get; }
}
