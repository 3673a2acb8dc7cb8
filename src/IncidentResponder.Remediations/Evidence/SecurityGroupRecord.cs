using System.Collections.Immutable;
using Amazon.EC2.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What EC2 says of a security group and each of its rules, before rules are revoked.</summary>
/// <param name="aws">The clients.</param>
internal sealed class SecurityGroupRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2SecurityGroup";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Security group", "security-group.json", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string id, CancellationToken cancel)
    {
        var answer = await aws.Ec2.DescribeSecurityGroupsAsync(new() { GroupIds = [id] }, cancel);
        var rules = new List<SecurityGroupRule>();
        var itsRules = new DescribeSecurityGroupRulesRequest { Filters = [new() { Name = "group-id", Values = [id] }] };
        await foreach (var page in aws.Ec2.Paginators.DescribeSecurityGroupRules(itsRules).Responses.WithCancellation(cancel))
            rules.AddRange(page.SecurityGroupRules ?? []);
        var content = JsonPiece.Object(json =>
        {
            json.List("SecurityGroups", answer.SecurityGroups, SecurityGroupJson.Write);
            json.List("SecurityGroupRules", rules, SecurityGroupJson.Write);
        });
        return new Piece.Content(content, answer.ResponseMetadata?.RequestId);
    }
}
