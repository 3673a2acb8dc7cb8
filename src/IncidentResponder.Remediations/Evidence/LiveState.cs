using System.Collections.Immutable;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>
/// What a document of the operator's own brings out of a running instance: memory, processes, connections. It is run by SSM, without
/// parameters, for SSM keeps those where others read them; and only as it was pinned, by version and hash.
/// </summary>
/// <param name="aws">The clients.</param>
/// <param name="document">The document; null when none is set.</param>
internal sealed class LiveState(AwsClients aws, PinnedDocument? document) : IEvidenceCollector
{
    /// <summary>SSM cuts the output that it shows at so many characters.</summary>
    public const int Shown = 24_000;

    private const string Type = "Live state";
    private static readonly TimeSpan TimeBox = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public ImmutableSortedSet<string> Permissions { get; } =
        ["ssm:DescribeInstanceInformation", "ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:SendCommand"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsEc2Instance";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel)
    {
        if (document is not null)
            return into.FileAsync(Type, "live-state.json", () => ReadAsync(document, target, into.Clock, cancel), cancel);

        into.Missing(Type, CollectedEvidence.Off + "no document is set; set LiveStateDocument, its version and its hash in template.yaml to have one run.");
        return Task.CompletedTask;
    }

    private async Task<Piece> ReadAsync(PinnedDocument pinned, EvidenceTarget target, TimeProvider clock, CancellationToken cancel)
    {
        var instance = target.Resource.Id;
        var known = await aws.Ssm.DescribeInstanceInformationAsync(new() { Filters = [new() { Key = "InstanceIds", Values = [instance] }] }, cancel);
        var ping = known.InstanceInformationList?.FirstOrDefault()?.PingStatus?.Value ?? "unknown to SSM";
        if (ping != "Online")
            return new Piece.None($"SSM does not reach {instance}: its agent is {ping}.");

        var command = await EarlierAsync(pinned, target, cancel) ?? await SendAsync(pinned, target, cancel);
        var wholeOutput = OutputOf(pinned, target, command);
        return await EndedAsync(command, instance, clock, cancel) is { } ended
            ? new Piece.Content(LiveStateJson.Write(pinned, ended), ended.ResponseMetadata?.RequestId, Reservations(ended)) { TransferredTo = wholeOutput }
            : new Piece.None($"Document {pinned.Name} did not end within {TimeBox.TotalSeconds} s; look at command {command} of {instance} in SSM.") { TransferredTo = wholeOutput };
    }

    // SendCommand has no idempotency token either: what an earlier attempt sent is found by its comment.
    private async Task<string?> EarlierAsync(PinnedDocument pinned, EvidenceTarget target, CancellationToken cancel)
    {
        var mine = new ListCommandInvocationsRequest { InstanceId = target.Resource.Id, Filters = [new() { Key = CommandFilterKey.DocumentName, Value = pinned.Name }] };
        await foreach (var page in aws.Ssm.Paginators.ListCommandInvocations(mine).Responses.WithCancellation(cancel))
        {
            if (page.CommandInvocations?.Find(one => one.Comment == CommentFor(target)) is { } sent)
                return sent.CommandId;
        }

        return null;
    }

    private async Task<string> SendAsync(PinnedDocument pinned, EvidenceTarget target, CancellationToken cancel)
    {
        var sent = await aws.Ssm.SendCommandAsync(new()
        {
            InstanceIds = [target.Resource.Id],
            DocumentName = pinned.Name,
            DocumentVersion = pinned.Version,
            DocumentHash = pinned.Sha256,
            DocumentHashType = DocumentHashType.Sha256,
            Comment = CommentFor(target),
            TimeoutSeconds = 60,
            OutputS3BucketName = pinned.OutputBucket.Length > 0 ? pinned.OutputBucket : null,
            OutputS3KeyPrefix = pinned.OutputBucket.Length > 0 ? target.Incident.Value : null,
        }, cancel);
        return sent.Command.CommandId;
    }

    private async Task<GetCommandInvocationResponse?> EndedAsync(string command, string instance, TimeProvider clock, CancellationToken cancel)
    {
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < TimeBox; await Task.Delay(Pause, clock, cancel))
        {
            try
            {
                var now = await aws.Ssm.GetCommandInvocationAsync(new() { CommandId = command, InstanceId = instance }, cancel);
                if (now.Status?.Value is not ("Pending" or "InProgress" or "Delayed" or "Cancelling"))
                    return now;
            }
            catch (InvocationDoesNotExistException)
            {
                // SSM knows a command a moment after it has taken it.
                continue;
            }
        }

        return null;
    }

    private static string Reservations(GetCommandInvocationResponse ended) => string.Join(' ', new[]
    {
        ended.Status?.Value == "Success" ? "" : $"The command ended as {ended.Status?.Value}.",
        ended.StandardOutputContent?.Length >= Shown ? $"The output is cut at {Shown:N0} characters." : "",
    }.Where(text => text.Length > 0));

    private static ImmutableArray<string> OutputOf(PinnedDocument pinned, EvidenceTarget target, string command) =>
        pinned.OutputBucket.Length > 0 ? [$"s3://{pinned.OutputBucket}/{target.Incident}/{command}/{target.Resource.Id}/"] : [];

    private static string CommentFor(EvidenceTarget target) => $"{VolumeSnapshots.IncidentTag} {target.Incident}";
}
