using System.Collections.Immutable;
using IncidentResponder.Remediations.Iam;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What IAM says of a role: who may take it, and what it may do.</summary>
/// <param name="aws">The clients.</param>
internal sealed class RoleRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsIamRole";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Role", "role.json", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string name, CancellationToken cancel)
    {
        var answer = await aws.Iam.GetRoleAsync(new() { RoleName = name }, cancel);
        var inline = await RolePolicies.ReadAsync(aws.Iam, name, cancel);
        var attached = new List<string>();
        await foreach (var page in aws.Iam.Paginators.ListAttachedRolePolicies(new() { RoleName = name }).Responses.WithCancellation(cancel))
            attached.AddRange((page.AttachedPolicies ?? []).Select(policy => policy.PolicyArn));
        var role = answer.Role;
        var content = JsonPiece.Object(json =>
        {
            json.Say("RoleName", role.RoleName);
            json.Say("RoleId", role.RoleId);
            json.Say("Arn", role.Arn);
            json.Say("CreateDate", role.CreateDate);
            json.Say("MaxSessionDuration", role.MaxSessionDuration);
            json.Say("PermissionsBoundary", role.PermissionsBoundary?.PermissionsBoundaryArn);
            json.Say("LastUsedDate", role.RoleLastUsed?.LastUsedDate);

            // IAM returns documents URL-encoded.
            json.Say("AssumeRolePolicyDocument", Uri.UnescapeDataString(role.AssumeRolePolicyDocument ?? ""));
            json.Map("Inline", inline.Inline);
            json.Texts("Attached", attached);
        });
        return new Piece.Content(content, answer.ResponseMetadata?.RequestId);
    }
}
