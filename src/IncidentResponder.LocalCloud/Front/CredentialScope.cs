using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>Who signed a request, and for which service and Region, as SigV4 writes it. Nothing is verified.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="Region">The Region signed for.</param>
/// <param name="SigningName">The service signed for, in small letters.</param>
public sealed partial record CredentialScope(string AccessKey, string Region, string SigningName)
{
    /// <summary>Reads the Authorization header, or the X-Amz-Credential of a presigned address; null when there is neither.</summary>
    public static CredentialScope? Read(string? authorization, string? presigned)
    {
        Match match = Scope().Match(authorization ?? "");
        if (!match.Success && presigned is not null)
            match = Scope().Match("Credential=" + presigned);
        return match.Success
            ? new CredentialScope(match.Groups["key"].Value, match.Groups["region"].Value, match.Groups["service"].Value.ToLowerInvariant())
            : null;
    }

    [GeneratedRegex("Credential=(?<key>[^/,]+)/[0-9]{8}/(?<region>[^/,]+)/(?<service>[^/,]+)/aws4_request")]
    private static partial Regex Scope();
}
