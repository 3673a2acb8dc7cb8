using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>What an instance wrote to its console, seen from outside. Nothing in the instance notices.</summary>
/// <param name="aws">The clients.</param>
internal sealed class ConsoleOutput(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["ec2:GetConsoleOutput"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2Instance";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Console output", "console.txt", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string id, CancellationToken cancel)
    {
        try
        {
            return await AskAsync(id, latest: true, cancel);
        }
        catch (Amazon.EC2.AmazonEC2Exception old) when (old.ErrorCode is "UnsupportedOperation")
        {
            // Only Nitro instances have the latest output; the others have what was buffered at the last change of state.
            return await AskAsync(id, latest: false, cancel);
        }
    }

    private async Task<Piece> AskAsync(string id, bool latest, CancellationToken cancel)
    {
        var answer = await aws.Ec2.GetConsoleOutputAsync(new() { InstanceId = id, Latest = latest }, cancel);
        return new Piece.Content(Convert.FromBase64String(answer.Output ?? ""), answer.ResponseMetadata?.RequestId);
    }
}
