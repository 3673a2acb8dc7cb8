using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>An AWS API request as the front received it.</summary>
/// <param name="Method">The HTTP method, in capitals.</param>
/// <param name="Path">The decoded path, starting with a slash.</param>
/// <param name="Query">The decoded query parameters; the last of several of one name wins.</param>
/// <param name="Headers">The headers, found whatever the case of their names.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Account">The account of the caller's credentials, 12 digits.</param>
/// <param name="Region">The Region of the credential scope.</param>
/// <param name="Operation">From X-Amz-Target or Action; for REST services, method and path.</param>
public sealed record LocalRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body,
    string Account,
    string Region,
    string Operation)
{
    /// <summary>The service's name in the SigV4 credential scope.</summary>
    public string SigningName { get; init; } = "";

    /// <summary>The name of the function whose process makes this call; null when anything else does.</summary>
    public string? Caller { get; init; }

    /// <summary>The access key that the call is signed with: one for each function process.</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body as a JSON object; an empty body is an empty object.</summary>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    public JsonObject Json()
    {
        if (Body.IsEmpty)
            return [];
        return JsonNode.Parse(Body.Span) as JsonObject
            ?? throw new JsonException($"The body of {SigningName} {Operation} is JSON but no object; send an object.");
    }
}
