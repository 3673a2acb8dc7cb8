using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>A picture of an instance's screen, seen from outside. A sleeping screen is not woken.</summary>
/// <param name="aws">The clients.</param>
internal sealed class ConsoleScreenshot(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["ec2:GetConsoleScreenshot"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2Instance";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Console screenshot", "console.jpg", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string id, CancellationToken cancel)
    {
        var answer = await aws.Ec2.GetConsoleScreenshotAsync(new() { InstanceId = id, WakeUp = false }, cancel);
        return new Piece.Content(Convert.FromBase64String(answer.ImageData ?? ""), answer.ResponseMetadata?.RequestId);
    }
}
