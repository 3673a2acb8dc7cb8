namespace IncidentResponder.LocalCloud.Respond;

/// <summary>What `serve` prints first: where things are and what to try.</summary>
public static class Guide
{
    /// <summary>Writes it for a cloud that is up.</summary>
    public static string For(LocalCloudHost host)
    {
        var aws = $"AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION={host.Options.Region} aws --endpoint-url {host.Endpoint.ToString().TrimEnd('/')}";
        return $"""

            AWS APIs       {host.Endpoint}
            incident page  {host.PageUrl}  (links come by mail, shown here)

            Try, in another terminal:
              {aws} securityhub batch-import-findings --findings file://test/events/securityhub-findings.json
              {aws} stepfunctions list-executions --state-machine-arn {host.ResponseStateMachineArn}
              {aws} ec2 describe-network-interfaces --query 'NetworkInterfaces[].[NetworkInterfaceId,Groups]'

            Ctrl-C stops everything that was started here.
            """;
    }
}
