using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Functions.Run;
using IncidentResponder.Testing;

namespace IncidentResponder.Functions.Tests.Run;

public sealed class EvidenceLockerTests : IDisposable
{
    private readonly InMemoryEvidenceSink _sink = new();
    private readonly InMemoryManifestSigner _signer = new();
    private int _collected;

    [Fact]
    public async Task Fill_Once_SealsAManifestThatHolds()
    {
        var told = await Locker(CrashPoint.Never).FillAsync(Some.Incident(), TimeProvider.System, default);

        told.Select(item => (item.Title, item.Gap)).ShouldBe(
        [
            ($"Console output of {Some.Instance().Id}", ""),
            ($"Console screenshot of {Some.Instance().Id}", "AWS has none."),
            ($"Manifest of {Some.Incident().Id}", ""),
        ]);
        EvidenceCheck.Check(Found(), _signer.PublicKeyPem).Faults.ShouldBeEmpty();
        told[2].Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Found().Manifest.Span)));
    }

    [Fact]
    public async Task Fill_CrashAnywhere_EndsWithOneManifestThatTellsTheTruth()
    {
        for (var call = 1; ; call++)
        {
            foreach (var after in (bool[])[false, true])
            {
                using EvidenceLockerTests one = new();
                CrashPoint crash = new(call, after);
                try
                {
                    await one.Locker(crash).FillAsync(Some.Incident(), TimeProvider.System, default);
                    call.ShouldBeGreaterThan(5);
                    return;
                }
                catch (ProcessDiedException)
                {
                    var before = one._sink.Contents;
                    await one.Locker(CrashPoint.Never).FillAsync(Some.Incident(), TimeProvider.System, default);

                    EvidenceCheck.Check(one.Found(), one._signer.PublicKeyPem).Faults.ShouldBeEmpty($"crash {(after ? "after" : "before")} call {call}");
                    before.ShouldAllBe(file => one._sink.Contents[file.Key].SequenceEqual(file.Value));
                    if (before.Keys.Any(key => key.EndsWith("console.txt", StringComparison.Ordinal)))
                        one._collected.ShouldBe(1, $"crash {(after ? "after" : "before")} call {call}");
                }
            }
        }
    }

    [Fact]
    public async Task Fill_KeyThatRefuses_SealsTheManifestAndSaysThatItIsNotSigned()
    {
        _signer.Refusal = "KMS refused to sign: DisabledException.";

        var told = await Locker(CrashPoint.Never).FillAsync(Some.Incident(), TimeProvider.System, default);

        told[^1].Gap.ShouldContain("is not signed. KMS refused to sign: DisabledException.");
        EvidenceCheck.Check(Found()).Faults.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceFaultKind.SignatureMissing);
    }

    [Fact]
    public async Task Fill_ManifestOfSomebodyElse_Stops()
    {
        await _sink.SealAsync(Some.Incident().Id, EvidenceManifest.FileName, "[]"u8.ToArray(), new() { At = Some.Moment }, default);

        (await Should.ThrowAsync<InvalidOperationException>(() => Locker(CrashPoint.Never).FillAsync(Some.Incident(), TimeProvider.System, default)))
            .Message.ShouldContain("is no manifest");
    }

    public void Dispose() => _signer.Dispose();

    private EvidenceLocker Locker(CrashPoint crash)
    {
        var sink = Mortal<IEvidenceSink>.Of(_sink, crash);
        return new(sink, Mortal<IManifestSigner>.Of(_signer, crash), (incident, clock, cancel) => CollectAsync(sink, clock, cancel), _ => SealedEvidence.SomeCustody.Tool);
    }

    // A collector of one file that counts how often it reads, and one thing that can't be had.
    private async Task<ImmutableArray<CollectedEvidence>> CollectAsync(IEvidenceSink sink, TimeProvider clock, CancellationToken cancel)
    {
        var id = Some.Incident().Id;
        var file = await sink.FindAsync(id, "console.txt", cancel)
            ?? await sink.SealAsync(id, "console.txt", Encoding.UTF8.GetBytes($"read {++_collected} times"), new() { At = clock.GetUtcNow() }, cancel);
        return
        [
            CollectedEvidence.File("Console output", Some.Instance().Arn!, file),
            CollectedEvidence.Missing("Console screenshot", Some.Instance().Id, Some.Instance().Arn!, new() { At = clock.GetUtcNow(), Reason = "AWS has none." }),
        ];
    }

    private EvidenceFolder Found()
    {
        var folder = EvidenceManifest.FolderOf(Some.Incident().Id);
        var contents = _sink.Contents.ToDictionary(file => file.Key[folder.Length..], file => file.Value);
        string[] own = [EvidenceManifest.FileName, EvidenceManifest.SignatureName, EvidenceManifest.KeyName];
        return new()
        {
            Manifest = contents[EvidenceManifest.FileName],
            Signature = contents.TryGetValue(EvidenceManifest.SignatureName, out var signature) ? signature : (ReadOnlyMemory<byte>?)null,
            PublicKeyPem = contents.TryGetValue(EvidenceManifest.KeyName, out var key) ? Encoding.UTF8.GetString(key) : null,
            Files = [.. contents.Where(file => !own.Contains(file.Key)).Select(file => new HeldFile(file.Key, "", file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))],
        };
    }
}
