namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>The one application that the stand-in for an OpenID Connect provider knows.</summary>
public sealed record SignInSetup
{
    /// <summary>The application's name at the provider.</summary>
    public string ClientId { get; init; } = "incident-responder";

    /// <summary>What the application proves itself with when it exchanges a code.</summary>
    public string ClientSecret { get; init; } = "example-client-secret";

    /// <summary>Where people come back to, below the address of the application's page; begins with a slash.</summary>
    public string CallbackPath { get; init; } = "/signed-in";
}
