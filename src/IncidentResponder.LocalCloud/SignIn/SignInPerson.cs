using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>Somebody with an account at the provider.</summary>
/// <param name="Name">The name that is shown; no two people have the same.</param>
/// <param name="Email">The address in the account.</param>
public sealed record SignInPerson(string Name, string Email)
{
    /// <summary>Those who are there at first: Ada and Grace, somebody whom the policy does not know, and somebody who merely claims Ada's address.</summary>
    public static ImmutableArray<SignInPerson> Few { get; } =
    [
        new("Ada", "ada@example.com"),
        new("Grace", "grace@example.com"),
        new("Mallory", "mallory@example.net"),
        new("Eve", "ada@example.com") { IsConfirmed = false },
    ];

    /// <summary>The address was confirmed.</summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>The account's lasting id, the claim sub: 32 hexadecimal digits that depend on the name alone.</summary>
    public string Subject => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)))[..32];
}
