using Amazon.Runtime;
using Amazon.SecurityHub;
using Amazon.SecurityHub.Model;
using IncidentResponder.Core.Close;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Aws.Close;

/// <summary>Keeps the case status of findings in Security Hub.</summary>
/// <param name="client">The client, in the Region of the findings.</param>
public sealed class SecurityHubCase(IAmazonSecurityHub client) : IFindingCase
{
    private const int LongestNote = 512;

    /// <inheritdoc/>
    public Task<CaseUpdate> NotifiedAsync(Finding finding, string note, CancellationToken cancel) =>
        UpdateAsync(finding, WorkflowStatus.NOTIFIED, note, cancel);

    /// <inheritdoc/>
    public Task<CaseUpdate> ResolvedAsync(Finding finding, string note, CancellationToken cancel) =>
        UpdateAsync(finding, WorkflowStatus.RESOLVED, note, cancel);

    private async Task<CaseUpdate> UpdateAsync(Finding finding, WorkflowStatus status, string note, CancellationToken cancel)
    {
        try
        {
            return await IdentifierAsync(finding, cancel).ConfigureAwait(false) is { } id
                ? await SetAsync(id, status, note, cancel).ConfigureAwait(false)
                : new CaseUpdate.Gap($"Finding {finding.Id} of {finding.Source} is not in Security Hub, so its case was not set to {status}; set it by hand if it arrives later.");
        }
        catch (AmazonServiceException refused)
        {
            return new CaseUpdate.Gap($"Security Hub refused to set finding {finding.Id} to {status} ({refused.ErrorCode}); set it by hand in the console.");
        }
    }

    private async Task<CaseUpdate> SetAsync(AwsSecurityFindingIdentifier id, WorkflowStatus status, string note, CancellationToken cancel)
    {
        var done = await client.BatchUpdateFindingsAsync(
            new BatchUpdateFindingsRequest
            {
                FindingIdentifiers = [id],
                Workflow = new() { Status = status },
                Note = new() { Text = note[..Math.Min(note.Length, LongestNote)], UpdatedBy = ResponderName.Value },
            },
            cancel).ConfigureAwait(false);
        return done.UnprocessedFindings is [var left, ..]
            ? new CaseUpdate.Gap($"Security Hub left finding {id.Id} as it was ({left.ErrorCode}); set it to {status} by hand in the console.")
            : new CaseUpdate.Updated(status.Value);
    }

    private async Task<AwsSecurityFindingIdentifier?> IdentifierAsync(Finding finding, CancellationToken cancel)
    {
        if (finding is { SecurityHubId: { } id, ProductArn: { } product })
            return new() { Id = id, ProductArn = product };
        if (finding.ProductArn is not { } producer)
            return null;

        GetFindingsRequest look = new()
        {
            Filters = new()
            {
                ProductArn = [new() { Comparison = StringFilterComparison.EQUALS, Value = producer }],
                AwsAccountId = [new() { Comparison = StringFilterComparison.EQUALS, Value = finding.Account.Value }],
            },
            MaxResults = 100,
        };
        await foreach (var page in client.Paginators.GetFindings(look).Responses.WithCancellation(cancel).ConfigureAwait(false))
        {
            if (page.Findings?.Find(known => known.Id.EndsWith(finding.Id, StringComparison.Ordinal)) is { } match)
                return new() { Id = match.Id, ProductArn = match.ProductArn };
        }

        return null;
    }
}
