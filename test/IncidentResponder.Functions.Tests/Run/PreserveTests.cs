using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Functions.Handlers;
using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class PreserveTests
{
    [Fact]
    public async Task Preserve_Twice_TellsOnceWhereTheEvidenceIs()
    {
        var one = await Case.DecidedAsync(ResponseMode.ContainNow);
        InMemoryEvidenceSink sink = new();
        using InMemoryManifestSigner signer = new();
        var file = await sink.SealAsync(one.Id, "console.txt", "one"u8.ToArray(), new() { At = Some.Moment }, default);
        EvidenceLocker locker = new(sink, signer, (_, _, _) => Task.FromResult<System.Collections.Immutable.ImmutableArray<CollectedEvidence>>([CollectedEvidence.File("Console output", Some.Instance().Arn!, file)]), _ => SealedEvidence.SomeCustody.Tool);
        Preserve preserve = new(one.Records, locker, new(one.Log));

        (await preserve.RunAsync(new() { IncidentId = one.Id.Value, At = one.At }, default)).Outcome.ShouldBe("Sealed");
        (await preserve.RunAsync(new() { IncidentId = one.Id.Value, At = one.At.AddMinutes(1) }, default)).Outcome.ShouldBe("Sealed");

        var record = await one.ReadAsync();
        record.Evidence.Select(item => item.Location).ShouldBe([file.Key, EvidenceManifest.FolderOf(one.Id) + EvidenceManifest.FileName]);
        record.Ledger.Where(entry => entry.Kind == "Evidence").Select(entry => entry.Text).ShouldBe(
        [
            $"Console output of {Some.Instance().Id} is at {file.Key}, SHA-256 {file.Sha256}.",
            $"Manifest of {one.Id} is at {record.Evidence[1].Location}, SHA-256 {record.Evidence[1].Sha256}.",
        ]);
    }
}
