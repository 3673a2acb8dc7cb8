using Amazon.Runtime;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>The SDK's clients, pointed at moto through a call log; without retries, so that a crash stays a crash.</summary>
public static class Clients
{
    static Clients() => OperationName.TellInHeader();

    /// <summary>Clients of moto's own account.</summary>
    public static AwsClients For(Moto moto, CallLog log, string region = Moto.Region) => new(
        new BasicAWSCredentials("test", "test"),
        region,
        config =>
        {
            config.ServiceURL = moto.Endpoint.ToString();
            config.MaxErrorRetry = 0;
            config.HttpClientFactory = new Through(log);
        },
        _ => Task.FromResult(AccountId.Parse(Moto.Account)));

    private sealed class Through(CallLog log) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(log, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
