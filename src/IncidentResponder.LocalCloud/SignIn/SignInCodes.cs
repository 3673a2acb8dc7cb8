using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>The codes that are still to be exchanged, each once and within a minute.</summary>
/// <param name="clock">Says when somebody signed in, and when a code is too old.</param>
internal sealed class SignInCodes(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, SignInGrant> _grants = new(StringComparer.Ordinal);

    /// <summary>256 random bits in base64url.</summary>
    internal static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Makes a code for somebody who signs in now.</summary>
    internal string Make(SignInPerson who, AuthorizationRequest request)
    {
        var code = Secret();
        _grants[code] = new SignInGrant(who, request, clock.GetUtcNow());
        return code;
    }

    /// <summary>What a code stands for, which nobody learns again; null for one that is unknown, used or too old.</summary>
    internal SignInGrant? Take(string code) =>
        _grants.TryRemove(code, out SignInGrant? grant) && clock.GetUtcNow() - grant.At <= Life ? grant : null;
}
