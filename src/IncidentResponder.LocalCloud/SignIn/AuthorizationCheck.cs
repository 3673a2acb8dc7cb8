using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>What comes of a request that somebody signs in.</summary>
internal abstract partial record AuthorizationCheck
{
    private AuthorizationCheck()
    {
    }

    /// <summary>Checks a request.</summary>
    /// <param name="fields">Its parameters.</param>
    /// <param name="clientId">The application that is known.</param>
    /// <param name="callback">Where that application takes people back; null while it is not known.</param>
    internal static AuthorizationCheck Of(RequestFields fields, string clientId, string? callback)
    {
        if (fields["client_id"] != clientId)
            return new Unsafe($"There is no application '{fields["client_id"]}' here; client_id is '{clientId}', given once.");
        if (callback is null)
            return new Unsafe("It is not known yet where the application answers: wait until it is up, and sign in again.");
        if (fields["redirect_uri"] != callback)
            return new Unsafe($"The application takes nobody back at '{fields["redirect_uri"]}'; redirect_uri is '{callback}', given once.");
        return Fault(fields) is { } why ? new Faulty(callback, fields["state"], why) : new Fine(Read(fields));
    }

    // No quotation marks: the text goes into error_description, which has none (RFC 6749 §4.1.2.1).
    private static string? Fault(RequestFields fields) => fields switch
    {
        _ when fields["response_type"] != "code" => "response_type has to be code.",
        _ when fields["scope"]?.Split(' ').Contains("openid") is not true => "scope has to contain openid.",
        _ when fields["state"] is null => "state has to be given, once.",
        _ when fields["nonce"] is null => "nonce has to be given, once.",
        _ when fields["code_challenge_method"] != "S256" => "code_challenge_method has to be S256.",
        _ when !Challenge().IsMatch(fields["code_challenge"] ?? "") => "code_challenge has to be a SHA-256 in base64url, which is 43 characters.",
        _ => null,
    };

    private static AuthorizationRequest Read(RequestFields fields) => new()
    {
        ClientId = fields["client_id"] ?? "",
        RedirectUri = fields["redirect_uri"] ?? "",
        Scope = fields["scope"] ?? "",
        State = fields["state"] ?? "",
        Nonce = fields["nonce"] ?? "",
        Challenge = fields["code_challenge"] ?? "",
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Challenge();

    /// <summary>The person is asked.</summary>
    internal sealed record Fine(AuthorizationRequest Request) : AuthorizationCheck;

    /// <summary>It is not known who asks or where an answer would go: the person is told, and sent nowhere (RFC 9700 §4.11).</summary>
    internal sealed record Unsafe(string Why) : AuthorizationCheck;

    /// <summary>The application is told what is wrong; its state is null where it gave none.</summary>
    internal sealed record Faulty(string RedirectUri, string? State, string Why) : AuthorizationCheck;
}
