namespace IncidentResponder.Core.Decide;

/// <summary>What the producer of a finding says when it is asked again.</summary>
public abstract record ProducersWord
{
    private ProducersWord()
    {
    }

    /// <summary>It has the finding.</summary>
    /// <param name="Finding">The finding as it is now.</param>
    public sealed record Stands(StandingFinding Finding) : ProducersWord;

    /// <summary>It has no such finding.</summary>
    /// <param name="By">Who says so.</param>
    public sealed record NoSuchFinding(string By) : ProducersWord;

    /// <summary>It could not be asked, or did not answer.</summary>
    /// <param name="Why">What went wrong, as a sentence without its full stop.</param>
    public sealed record NotHeard(string Why) : ProducersWord;
}
