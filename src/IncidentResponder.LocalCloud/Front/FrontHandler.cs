using System.Collections.Frozen;
using Microsoft.AspNetCore.WebUtilities;
using Yarp.ReverseProxy.Forwarder;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>Answers one HTTP request: by an owned service, or by streaming it to moto and back.</summary>
internal sealed class FrontHandler(
    FrozenDictionary<string, ILocalService[]> services,
    Uri moto,
    HttpMessageInvoker toMoto,
    CallerAccounts accounts,
    Callers callers,
    CallCounts counts,
    CallObserver observer,
    string defaultRegion)
{
    private static readonly ForwarderRequestConfig Patient = new() { ActivityTimeout = TimeSpan.FromMinutes(5) };

    public async Task HandleAsync(HttpContext http, IHttpForwarder forwarder)
    {
        LocalRequest request = await ReadAsync(http);
        counts.Add(request);
        if (await observer.TellBeforeAsync(request, http.RequestAborted) is { } instead)
            await WriteAsync(http, instead);
        else if (Owner(request) is { } owner)
            await AnswerAsync(http, request, owner);
        else
            await forwarder.SendAsync(http, moto.AbsoluteUri, toMoto, Patient, new MotoTransformer(request, observer), http.RequestAborted);
    }

    private ILocalService? Owner(LocalRequest request) =>
        services.TryGetValue(request.SigningName, out ILocalService[]? candidates)
            ? Array.Find(candidates, one => one.Owns(request))
            : null;

    private async Task AnswerAsync(HttpContext http, LocalRequest request, ILocalService owner)
    {
        LocalResponse response;
        try
        {
            response = await owner.AnswerAsync(request, http.RequestAborted);
        }
        catch (Exception wrong) when (wrong is System.Text.Json.JsonException or FormatException or KeyNotFoundException)
        {
            response = LocalResponse.Error("ValidationException", $"{request.SigningName} {request.Operation}: {wrong.Message}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The edge of the local cloud: a fault of its own must reach the caller as an error that says where it is.
            response = LocalResponse.Error("InternalFailure", $"The local cloud failed in {request.SigningName} {request.Operation}: {failure}", 500);
        }

        LocalResponse? replaced = await observer.TellAfterAsync(request, response.Status, http.RequestAborted);
        await WriteAsync(http, replaced ?? response);
    }

    private async Task<LocalRequest> ReadAsync(HttpContext http)
    {
        HttpRequest from = http.Request;
        Dictionary<string, string> query = new(StringComparer.Ordinal);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in from.Query)
            query[name] = value[^1] ?? "";
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in from.Headers)
            headers[name] = value.ToString();

        CredentialScope scope = CredentialScope.Read(headers.GetValueOrDefault("Authorization"), query.GetValueOrDefault("X-Amz-Credential"))
            ?? new CredentialScope("", defaultRegion, "");
        // An object's bytes stream through; everything else is small and is read once to name the operation.
        byte[] body = scope.SigningName is "s3" or "" ? [] : await BodyAsync(http);
        string path = from.Path.Value ?? "/";
        string operation = OperationNames.Of(
            scope.SigningName, from.Method, path, query, headers.GetValueOrDefault("X-Amz-Target"), Action(from.ContentType, query, body));
        string account = headers.GetValueOrDefault("x-moto-account-id") ?? await accounts.OfAsync(scope.AccessKey, http.RequestAborted);
        from.Headers["x-moto-account-id"] = account;
        return new LocalRequest(from.Method, path, query, headers, body, account, scope.Region, operation)
        {
            SigningName = scope.SigningName,
            AccessKey = scope.AccessKey,
            Caller = callers.FunctionOf(scope.AccessKey),
        };
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory, http.RequestAborted);
        byte[] body = memory.ToArray();
        http.Request.Body = new MemoryStream(body);
        return body;
    }

    private static string? Action(string? contentType, Dictionary<string, string> query, byte[] body)
    {
        if (query.TryGetValue("Action", out string? action))
            return action;
        if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
            return null;
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body));
        return form.TryGetValue("Action", out Microsoft.Extensions.Primitives.StringValues named) ? named.ToString() : null;
    }

    internal static async Task WriteAsync(HttpContext http, LocalResponse response)
    {
        http.Response.StatusCode = response.Status;
        http.Response.ContentType = response.ContentType;
        http.Response.ContentLength = response.Body.Length;
        http.Response.Headers["x-amzn-RequestId"] = http.TraceIdentifier;
        foreach ((string name, string value) in response.Headers)
            http.Response.Headers[name] = value;
        await http.Response.Body.WriteAsync(response.Body, http.RequestAborted);
    }
}
