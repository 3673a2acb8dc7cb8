using Amazon.GuardDuty;
using Amazon.Runtime;
using Amazon.SecurityHub;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Aws.Decide;

/// <summary>Reads findings again: at GuardDuty those that it told of itself, at Security Hub the others and those that GuardDuty can't be asked for.</summary>
/// <param name="guardDuty">The client, in the Region of the findings.</param>
/// <param name="securityHub">The client, in the Region of the findings.</param>
public sealed class FindingProducer(IAmazonGuardDuty guardDuty, IAmazonSecurityHub securityHub) : IFindingProducer
{
    /// <inheritdoc/>
    public async Task<ProducersWord> AskAsync(Core.Ingest.Finding finding, CancellationToken cancel)
    {
        if (finding is not { Source: "GuardDuty", DetectorId: { } detector })
            return await AskSecurityHubAsync(finding, cancel).ConfigureAwait(false);

        var word = await HearAsync(GuardDutyWord.By, () => AskGuardDutyAsync(detector, finding.Id, cancel)).ConfigureAwait(false);
        if (word is not ProducersWord.NotHeard silence)
            return word;

        // Only a finding that Security Hub has makes up for GuardDuty's silence: it may get findings minutes later.
        return await AskSecurityHubAsync(finding, cancel).ConfigureAwait(false) is ProducersWord.Stands stands ? stands : silence;
    }

    private async Task<ProducersWord> AskGuardDutyAsync(string detector, string id, CancellationToken cancel)
    {
        var answer = await guardDuty.GetFindingsAsync(
            new Amazon.GuardDuty.Model.GetFindingsRequest { DetectorId = detector, FindingIds = [id] }, cancel).ConfigureAwait(false);
        return answer.Findings?.Find(found => found.Id == id) is { } held
            ? new ProducersWord.Stands(GuardDutyWord.Of(held))
            : new ProducersWord.NoSuchFinding(GuardDutyWord.By);
    }

    private Task<ProducersWord> AskSecurityHubAsync(Core.Ingest.Finding finding, CancellationToken cancel) =>
        finding is { SecurityHubId: { } id, ProductArn: { } product }
            ? HearAsync(SecurityHubWord.By, () => AskSecurityHubAsync(id, product, cancel))
            : Task.FromResult<ProducersWord>(new ProducersWord.NotHeard("the event names no finding that Security Hub could be asked for"));

    private async Task<ProducersWord> AskSecurityHubAsync(string id, string product, CancellationToken cancel)
    {
        var answer = await securityHub.GetFindingsAsync(
            new Amazon.SecurityHub.Model.GetFindingsRequest
            {
                Filters = new()
                {
                    Id = [new() { Comparison = StringFilterComparison.EQUALS, Value = id }],
                    ProductArn = [new() { Comparison = StringFilterComparison.EQUALS, Value = product }],
                },
                MaxResults = 1,
            },
            cancel).ConfigureAwait(false);
        return answer.Findings?.Find(found => found.Id == id && found.ProductArn == product) is { } held
            ? new ProducersWord.Stands(SecurityHubWord.Of(held))
            : new ProducersWord.NoSuchFinding(SecurityHubWord.By);
    }

    private static async Task<ProducersWord> HearAsync(string by, Func<Task<ProducersWord>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (AmazonServiceException refused)
        {
            return new ProducersWord.NotHeard($"{by} could not be asked ({refused.ErrorCode})");
        }
        catch (HttpRequestException lost)
        {
            return new ProducersWord.NotHeard($"{by} could not be reached ({lost.HttpRequestError})");
        }
    }
}
