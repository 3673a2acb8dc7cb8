using System.Text.Json.Serialization;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ssm;

/// <summary>Takes a document back from everybody and from every other account.</summary>
internal sealed partial class UnshareDocument(AwsClients aws) : Remediation<UnshareDocument.State>(aws, UnshareDocumentJson.Default.State)
{
    private const string Everybody = "all";

    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "Ssm/UnshareDocument",
        Title = "Stop sharing Systems Manager document {target}",
        Why = "No other account can read or run the document any more.",
        TargetType = "AwsSsmDocument",
        Resolves = ["SSM.4"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["ssm:DescribeDocument", "ssm:DescribeDocumentPermission"],
        Writes = ["ssm:ModifyDocumentPermission"],
        Scope = ["arn:{partition}:ssm:{region}:{account}:document/{id}"],
        MayBreak = "Runs of the document in other accounts fail, those of an automation that spans accounts among them. What others read of it they keep: change every secret that it holds.",
        HowToVerify = "aws ssm describe-document-permission --name DOCUMENT --permission-type Share lists nobody.",
        HowToUndo =
            "Undo shares the document with the same accounts and in the same versions again, and with everybody if it was public. " +
            "By hand: aws ssm modify-document-permission --name DOCUMENT --permission-type Share --account-ids-to-add ACCOUNT.",
    };

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (name, account) = (target.Resource.Id, target.Resource.Account);
        try
        {
            var document = (await Aws.Ssm.DescribeDocumentAsync(new DescribeDocumentRequest { Name = name }, cancel)).Document;
            return document.Owner != account.Value
                ? new Look<State>.Unusable($"Document {name} belongs to {document.Owner}, not to {account} as the finding says; it is left alone.")
                : new Look<State>.Usable(new(await SharesAsync(name, cancel)));
        }
        catch (InvalidDocumentException)
        {
            return new Look<State>.Gone($"Document {name} does not exist in account {account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new([]);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted)
    {
        foreach (var share in now.Shares.Except(wanted.Shares).OrderByDescending(share => share.Account == Everybody))
            yield return Modify(target.Resource.Id, $"remove {share.Account}", new() { AccountIdsToRemove = [share.Account] });
        foreach (var share in wanted.Shares.Except(now.Shares))
            yield return Modify(target.Resource.Id, $"add {share.Account} for {share.Version}", new() { AccountIdsToAdd = [share.Account], SharedDocumentVersion = share.Version });
    }

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) => state.Shares.Count == 0
        ? $"Document {target.Resource.Id} is shared with nobody (Systems Manager)."
        : $"Document {target.Resource.Id} is shared with {string.Join(", ", state.Shares.Select(share => $"{share.Account} ({share.Version})"))} (Systems Manager).";

    private Change Modify(string name, string subject, ModifyDocumentPermissionRequest request)
    {
        (request.Name, request.PermissionType) = (name, DocumentPermissionType.Share);
        return new("ssm:ModifyDocumentPermission", $"{name}: {subject}", stop => Aws.Ssm.ModifyDocumentPermissionAsync(request, stop));
    }

    private async Task<IReadOnlyList<DocumentShare>> SharesAsync(string name, CancellationToken cancel)
    {
        var shares = new List<DocumentShare>();
        var request = new DescribeDocumentPermissionRequest { Name = name, PermissionType = DocumentPermissionType.Share };
        do
        {
            var page = await Aws.Ssm.DescribeDocumentPermissionAsync(request, cancel);
            shares.AddRange((page.AccountSharingInfoList ?? []).Select(one => new DocumentShare(one.AccountId, one.SharedDocumentVersion ?? "$DEFAULT")));
            request.NextToken = page.NextToken;
        }
        while (request.NextToken is { Length: > 0 });

        return [.. shares.OrderBy(share => share.Account, StringComparer.Ordinal)];
    }

    /// <summary>What is captured and put back.</summary>
    /// <param name="Shares">With whom the document is shared.</param>
    internal sealed record State(IReadOnlyList<DocumentShare> Shares);

    /// <summary>One with whom it is shared.</summary>
    /// <param name="Account">The account, or "all".</param>
    /// <param name="Version">Which version: "$DEFAULT", "$LATEST" or "$ALL".</param>
    internal sealed record DocumentShare(string Account, string Version);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class UnshareDocumentJson : JsonSerializerContext;
}
