namespace IncidentResponder.Core.Close;

/// <summary>What became of an update of a finding's case status.</summary>
public abstract record CaseUpdate
{
    private CaseUpdate()
    {
    }

    /// <summary>The status is set.</summary>
    /// <param name="Status">"NOTIFIED" or "RESOLVED".</param>
    public sealed record Updated(string Status) : CaseUpdate;

    /// <summary>The status could not be set.</summary>
    /// <param name="Why">A sentence that names the thing, the value and the next step.</param>
    public sealed record Gap(string Why) : CaseUpdate;
}
