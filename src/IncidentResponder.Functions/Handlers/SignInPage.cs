using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions.Handlers;

/// <summary>Answers the HTTP API where people sign in and out.</summary>
/// <param name="desk">What answers.</param>
public sealed class SignInPage(SignInDesk desk)
{
    /// <summary>Answers one request. The clock is the API's own.</summary>
    public async Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var asked = PageRequest.Of(request);
        return (await desk.AnswerAsync(asked, cancel).ConfigureAwait(false)).ToResponse(asked);
    }
}
