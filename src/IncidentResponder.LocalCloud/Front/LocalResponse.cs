using System.Text;
using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>What the front answers: a status, headers and a body.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="Body">The whole body.</param>
public sealed record LocalResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    private const string AmzJson = "application/x-amz-json-1.1";

    /// <summary>Further headers, such as <c>x-amzn-ErrorType</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>A success with a JSON body.</summary>
    public static LocalResponse Json(JsonNode body, int status = 200) =>
        new(status, AmzJson, Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>A success with an empty JSON object.</summary>
    public static LocalResponse Empty(int status = 200) => Json(new JsonObject(), status);

    /// <summary>An error in the form that the JSON protocols share: <c>__type</c>, message and the error-type header.</summary>
    public static LocalResponse Error(string code, string message, int status = 400) =>
        Json(new JsonObject { ["__type"] = code, ["message"] = message, ["Message"] = message }, status) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code },
        };

    /// <summary>The error for an operation that an owned service doesn't know; names the service and the operation.</summary>
    public static LocalResponse Unknown(LocalRequest request) =>
        Error(
            "UnknownOperationException",
            $"The local cloud answers {request.SigningName} itself and has no {request.Operation} "
            + $"({request.Method} {request.Path}); add it to that service's folder in IncidentResponder.LocalCloud.",
            501);
}
