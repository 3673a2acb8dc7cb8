using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.PageGateway;

/// <summary>Writes what a function answered to an HTTP API's event as the HTTP response.</summary>
internal static class HttpAnswer
{
    public static async Task WriteAsync(HttpContext http, LambdaInvocation answer)
    {
        JsonNode? body = answer.FunctionError is null ? Parse(answer.Payload) : null;
        if (answer.FunctionError is not null)
            await RefuseAsync(http, 500, "Internal Server Error");
        else if (body is JsonObject response && response["statusCode"] is JsonValue status)
            await WriteAsync(http, response, status.GetValue<int>());
        else
            await WriteAsync(http, 200, "application/json", answer.Payload);
    }

    public static Task RefuseAsync(HttpContext http, int status, string message) =>
        WriteAsync(http, status, "application/json", Encoding.UTF8.GetBytes(new JsonObject { ["message"] = message }.ToJsonString()));

    private static Task WriteAsync(HttpContext http, JsonObject response, int status)
    {
        string? type = null;
        foreach ((string name, JsonNode? value) in response["headers"] as JsonObject ?? [])
        {
            string text = value is JsonValue plain && plain.TryGetValue(out string? written) ? written : value?.ToJsonString() ?? "";
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                type = text;
            else
                http.Response.Headers[name] = text;
        }

        foreach (JsonNode? cookie in response["cookies"] as JsonArray ?? [])
            http.Response.Headers.Append("Set-Cookie", cookie!.GetValue<string>());
        string body = response["body"]?.GetValue<string>() ?? "";
        bool encoded = response["isBase64Encoded"]?.GetValue<bool>() is true;
        return WriteAsync(http, status, type ?? "text/plain; charset=utf-8", encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body));
    }

    private static async Task WriteAsync(HttpContext http, int status, string type, byte[] body)
    {
        http.Response.StatusCode = status;
        if (status is 204 or 304)
            return;
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static JsonNode? Parse(byte[] payload)
    {
        try
        {
            return JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
