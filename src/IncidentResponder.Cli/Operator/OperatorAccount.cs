using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.StepFunctions;
using IncidentResponder.Core;
using IncidentResponder.Remediations;

namespace IncidentResponder.Cli.Operator;

/// <summary>
/// AWS as the operator is signed in to it: by environment variables, a profile, or a role, as for the AWS CLI.
/// AWS_ENDPOINT_URL leads elsewhere, such as to the local cloud.
/// </summary>
/// <param name="credentials">Whose calls they are.</param>
/// <param name="region">The Region.</param>
/// <param name="endpoint">Where every service is; null for AWS.</param>
public sealed class OperatorAccount(AWSCredentials credentials, string region, string? endpoint)
{
    /// <summary>The Region.</summary>
    public string Region => region;

    /// <summary>The account and credentials that are set on this machine.</summary>
    /// <exception cref="AmazonClientException">There are no credentials, or no Region is set.</exception>
    public static OperatorAccount FromMachine() => new(
        DefaultAWSCredentialsIdentityResolver.GetCredentials(),
        FallbackRegionFactory.GetRegionEndpoint()?.SystemName ?? throw new AmazonClientException("No Region is set; set AWS_REGION."),
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } elsewhere ? elsewhere : null);

    /// <summary>Clients for a Region. What is one for all Regions is asked from the own one.</summary>
    /// <param name="other">A Region; "aws-global" and its like are the own one.</param>
    public AwsClients In(string other) =>
        new(credentials, other.StartsWith("aws-", StringComparison.Ordinal) ? region : other, Configure, async cancel => AccountId.Parse((await CallerAsync(cancel).ConfigureAwait(false)).Account));

    /// <summary>DynamoDB.</summary>
    public AmazonDynamoDBClient DynamoDb() => new(credentials, With(new AmazonDynamoDBConfig()));

    /// <summary>Organizations.</summary>
    public AmazonOrganizationsClient Organizations() => new(credentials, With(new AmazonOrganizationsConfig()));

    /// <summary>Step Functions.</summary>
    public AmazonStepFunctionsClient StepFunctions() => new(credentials, With(new AmazonStepFunctionsConfig()));

    /// <summary>Who the operator is.</summary>
    /// <exception cref="AmazonServiceException">AWS refused.</exception>
    public async Task<GetCallerIdentityResponse> CallerAsync(CancellationToken cancel)
    {
        using AmazonSecurityTokenServiceClient sts = new(credentials, With(new AmazonSecurityTokenServiceConfig()));
        return await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancel).ConfigureAwait(false);
    }

    private T With<T>(T config)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        Configure(config);
        if (endpoint is not null)
            config.AuthenticationRegion = region;
        return config;
    }

    private void Configure(ClientConfig config)
    {
        config.RetryMode = RequestRetryMode.Standard;
        if (endpoint is not null)
            config.ServiceURL = endpoint;
    }
}
