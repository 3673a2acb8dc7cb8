namespace IncidentResponder.LocalCloud.Respond;

/// <summary>What `serve` prints first: where things are and what to try.</summary>
public static class Guide
{
    /// <summary>Writes it for a cloud that is up.</summary>
    /// <param name="host">The cloud.</param>
    /// <param name="findings">A file of findings for batch-import-findings.</param>
    public static string For(LocalCloudHost host, string findings)
    {
        var aws = $"AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION={host.Api.Region} aws --endpoint-url {host.Endpoint.ToString().TrimEnd('/')}";
        return $"""

            AWS APIs       {host.Endpoint}
            incident page  {host.PageUrl}  (links come by mail, shown here)
            incident list  {host.PageUrl}incidents  (sign in as Ada or Grace, at a stand-in for your provider)
            Slack          {host.Slack?.BaseAddress}  (a stand-in: look, and press buttons as Ada or Grace)

            Try, in another terminal:
              {aws} securityhub batch-import-findings --findings file://{findings}
              {aws} stepfunctions list-executions --state-machine-arn {host.Ref("ResponseStateMachine")}
              {aws} ec2 describe-network-interfaces --query 'NetworkInterfaces[].[NetworkInterfaceId,Groups]'

            Ctrl-C stops everything that was started here.
            """;
    }
}
