using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>That somebody signed in, which a code stands for.</summary>
/// <param name="Who">The person.</param>
/// <param name="Request">What the application asked.</param>
/// <param name="At">When the person pressed the button.</param>
internal sealed partial record SignInGrant(SignInPerson Who, AuthorizationRequest Request, DateTimeOffset At)
{
    /// <summary>Whether it is the same redirect, and the verifier (RFC 7636 §4.1) is the one whose SHA-256 came with the request.</summary>
    internal bool IsFor(string redirectUri, string verifier) =>
        redirectUri == Request.RedirectUri
        && Verifier().IsMatch(verifier)
        && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == Request.Challenge;

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]{43,128}\z")]
    private static partial Regex Verifier();
}
