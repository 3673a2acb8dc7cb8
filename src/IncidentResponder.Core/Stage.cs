namespace IncidentResponder.Core;

/// <summary>
/// A stage of the response. The same word names the folder in this assembly, the state in the state machine,
/// the function's handler and the dimension of its logs and metrics.
/// </summary>
public enum Stage
{
    /// <summary>An event becomes a finding, or is ignored with a reason.</summary>
    Ingest,

    /// <summary>A finding opens an incident or joins one.</summary>
    Triage,

    /// <summary>Detective and the account's logs are asked what else is known.</summary>
    Enrich,

    /// <summary>The response policy says what is to be done.</summary>
    Decide,

    /// <summary>People answer the question, or its time runs out.</summary>
    Approve,

    /// <summary>Evidence is collected and sealed before anything changes.</summary>
    Preserve,

    /// <summary>The plan's steps change the world, each after its prior state was saved.</summary>
    Remediate,

    /// <summary>The world is read to see whether the containment holds.</summary>
    Verify,

    /// <summary>The prior state is put back.</summary>
    RollBack,

    /// <summary>People are told.</summary>
    Notify,

    /// <summary>The incident ends with a report.</summary>
    Close,
}
