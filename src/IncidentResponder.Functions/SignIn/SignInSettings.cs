using IncidentResponder.Channels;

namespace IncidentResponder.Functions.SignIn;

/// <summary>The OpenID Connect provider by which people sign in, as the operator's secret says.</summary>
public sealed record SignInSettings
{
    private const string Secret = "the sign-in secret";

    /// <summary>The provider's address as it names itself in ID tokens, for example "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example".</summary>
    public required string Issuer { get; init; }

    /// <summary>This application's name at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>What this application proves itself to the provider with.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Reads them.</summary>
    /// <param name="secret">The secret's text.</param>
    /// <exception cref="FormatException">They cannot be used; the sentence names the member and holds no secret.</exception>
    public static SignInSettings Parse(string secret)
    {
        var reader = SettingsReader.OfAll(SettingsReader.Parse(secret, Secret, "write {\"issuer\": …, \"clientId\": …, \"clientSecret\": …}"), Secret);
        const string Next = "the provider's address, to the letter as its /.well-known/openid-configuration gives it as \"issuer\"";
        reader.Address("issuer", Next);
        SignInSettings settings = new()
        {
            Issuer = reader.Text("issuer", Next),
            ClientId = reader.Text("clientId", "the id that the provider gave to this application"),
            ClientSecret = reader.Text("clientSecret", "the secret that the provider gave to this application"),
        };
        reader.End();
        return settings;
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"Sign-in by {Issuer}";
}
