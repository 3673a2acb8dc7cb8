namespace IncidentResponder.Functions.SignIn;

/// <summary>What reading an ID token showed.</summary>
public abstract record IdTokenReading
{
    private IdTokenReading()
    {
    }

    /// <summary>The token is good.</summary>
    /// <param name="Address">The person's confirmed e-mail address, in lower case.</param>
    /// <param name="ProvedAt">When they proved who they are; null when the provider does not say.</param>
    public sealed record Somebody(string Address, DateTimeOffset? ProvedAt) : IdTokenReading;

    /// <summary>It is signed with a key that is not among those given: the provider may have changed its keys.</summary>
    public sealed record UnknownKey : IdTokenReading;

    /// <summary>It proves nobody.</summary>
    /// <param name="Why">A sentence without anything secret.</param>
    public sealed record Refused(string Why) : IdTokenReading;
}
