namespace IncidentResponder.Core.Approve;

/// <summary>What reading a link's token showed.</summary>
public abstract record LinkReading
{
    private LinkReading()
    {
    }

    /// <summary>The seal is ours and the time is right.</summary>
    /// <param name="Claims">What it says.</param>
    public sealed record Valid(LinkClaims Claims) : LinkReading;

    /// <summary>The seal is ours and its time has passed. It shows what became of the question and does nothing.</summary>
    /// <param name="Claims">What it says.</param>
    public sealed record Expired(LinkClaims Claims) : LinkReading;

    /// <summary>The seal is ours and its time has not come.</summary>
    /// <param name="Claims">What it says.</param>
    public sealed record NotYet(LinkClaims Claims) : LinkReading;

    /// <summary>The seal is ours, for another incident than the one that was asked for.</summary>
    /// <param name="Incident">The incident the link was made for.</param>
    public sealed record WrongIncident(IncidentId Incident) : LinkReading;

    /// <summary>The seal is ours, for another deployment or another purpose.</summary>
    /// <param name="Audience">The audience the link was made for.</param>
    public sealed record WrongAudience(string Audience) : LinkReading;

    /// <summary>It is no link of ours.</summary>
    /// <param name="Why">A sentence for the log; people are told only that the link does not work.</param>
    public sealed record Forged(string Why) : LinkReading;
}
