using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>The RSA key that ID tokens are signed with; there is one at a time.</summary>
internal sealed class SignInKey : IDisposable
{
    private const int Bits = 2048;

    private readonly Lock _gate = new();
    private RSA _key = RSA.Create(Bits);

    /// <summary>Puts a new key in the place of this one, which is gone.</summary>
    internal void Turn()
    {
        lock (_gate)
        {
            _key.Dispose();
            _key = RSA.Create(Bits);
        }
    }

    /// <summary>The public key, as a set of keys (RFC 7517).</summary>
    internal JsonObject Set()
    {
        RSAParameters shown = Shown();
        JsonObject key = new()
        {
            ["kty"] = "RSA",
            ["kid"] = IdOf(shown),
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["n"] = Base64Url.EncodeToString(shown.Modulus),
            ["e"] = Base64Url.EncodeToString(shown.Exponent),
        };
        return new() { ["keys"] = new JsonArray(key) };
    }

    /// <summary>Makes a signed token (RFC 7515) of claims.</summary>
    internal string Sign(JsonObject claims)
    {
        lock (_gate)
        {
            JsonObject header = new() { ["alg"] = "RS256", ["kid"] = IdOf(Shown()), ["typ"] = "JWT" };
            string signed = $"{Part(header)}.{Part(claims)}";
            byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _key.Dispose();
    }

    private RSAParameters Shown()
    {
        lock (_gate)
            return _key.ExportParameters(includePrivateParameters: false);
    }

    // The key's thumbprint (RFC 7638), whose input is spelled out by that RFC.
    private static string IdOf(RSAParameters key)
    {
        string canonical = $$"""{"e":"{{Base64Url.EncodeToString(key.Exponent)}}","kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
