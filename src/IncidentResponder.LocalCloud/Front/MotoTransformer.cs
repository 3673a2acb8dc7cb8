using Yarp.ReverseProxy.Forwarder;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>
/// Passes a call to moto as it came, and lets observers see the outcome before the caller does.
/// The Host header stays the front's, so that addresses in answers (queues, presigned ones) lead back to the front.
/// </summary>
internal sealed class MotoTransformer(LocalRequest request, CallObserver observer) : HttpTransformer
{
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        LocalResponse? replaced = await observer.TellAfterAsync(request, (int)proxyResponse.StatusCode, cancellationToken)
            ?? (IsUnknown(proxyResponse) ? UnknownToMoto((int)proxyResponse.StatusCode) : null);
        if (replaced is null)
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        await FrontHandler.WriteAsync(httpContext, replaced);
        return false;
    }

    // moto answers what it doesn't know by a web page, which an SDK can't read.
    private static bool IsUnknown(HttpResponseMessage response) =>
        (int)response.StatusCode is 404 or 405 or 500 or 501
        && response.Content.Headers.ContentType?.MediaType == "text/html"
        && response.RequestMessage?.Method != HttpMethod.Head;

    private LocalResponse UnknownToMoto(int status) => LocalResponse.Error(
        "UnknownOperationException",
        $"moto answered {request.SigningName} {request.Operation} ({request.Method} {request.Path}) by status {status} and a web page: "
        + "it doesn't know the operation or failed in it. See docs/local-cloud.md for what the local cloud carries.",
        501);
}
