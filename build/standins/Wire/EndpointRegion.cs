using Amazon;
using Amazon.Runtime;
using Amazon.Util;

namespace IncidentResponder.Standins.Wire;

/// <summary>The region that the endpoint rules see.</summary>
internal static class EndpointRegion
{
    internal static string? Of(IRequestContext context, string? configured)
    {
        var config = context.ClientConfig;
        if (context.Request.AlternateEndpoint is { } alternate)
            return alternate.SystemName;
        if (config.RegionEndpoint is null && !string.IsNullOrEmpty(config.ServiceURL))
            return string.IsNullOrEmpty(config.AuthenticationRegion)
                ? RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName
                : config.AuthenticationRegion;
        return configured == "us-east-1-regional" ? "us-east-1" : configured;
    }
}
