using Amazon.Lambda.APIGatewayEvents;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Functions.Run;
namespace IncidentResponder.Functions.Handlers;
/// <summary>x</summary>
public sealed class SlackInteractions(ChannelRoom room, IReplayMemory memory, IChangeSignal signal, StageLog log)
{
    /// <summary>x</summary>
    public Task<APIGatewayHttpApiV2ProxyResponse> AnswerAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel) => Task.FromResult(new APIGatewayHttpApiV2ProxyResponse { Body = $"{room}{memory}{signal}{log}" });
}
