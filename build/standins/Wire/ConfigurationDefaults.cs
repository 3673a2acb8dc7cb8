using Amazon.Runtime;

namespace IncidentResponder.Standins.Wire;

/// <summary>The SDK's default configuration modes, with the time-outs that each stands for.</summary>
internal static class ConfigurationDefaults
{
    internal static readonly IReadOnlyList<IDefaultConfiguration> All =
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode mode, double connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
