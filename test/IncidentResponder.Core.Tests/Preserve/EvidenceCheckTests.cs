using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Preserve;

public sealed class EvidenceCheckTests : IDisposable
{
    private static readonly Func<ManifestEntry, ManifestEntry>[] Edits =
    [
        entry => entry with { CollectedAtUtc = entry.CollectedAtUtc.AddTicks(1) },
        entry => entry with { Reason = entry.Reason + "." },
        entry => entry with { CollectorArn = "arn:aws:iam::111122223333:role/somebody" },
        entry => entry with { ToolSha256 = new('b', 64) },
        entry => entry with { SourceArn = entry.SourceArn + "0" },
        entry => entry with { ApiRequestId = entry.ApiRequestId + "0" },
        entry => entry with { TransferredTo = entry.TransferredTo.Add("s3://elsewhere/") },
        entry => entry with { PrevEntrySha256 = new('c', 64) },
        entry => entry with { Item = entry.Item with { Sha256 = new('d', 64) } },
        entry => entry with { Item = entry.Item with { VersionId = "v2" } },
        entry => entry with { Item = entry.Item with { SizeBytes = entry.Item.SizeBytes + 1 } },
    ];

    private readonly SealedEvidence _evidence = new("one"u8.ToArray(), "two"u8.ToArray(), "three"u8.ToArray());

    [Fact]
    public void Check_AsSealed_Holds()
    {
        EvidenceCheck.Check(_evidence.Found()).Faults.ShouldBeEmpty();
        EvidenceCheck.Check(_evidence.Found(), _evidence.Signer.PublicKeyPem).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Check_AnyEditRemovalMoveOrRepetition_IsFound() =>
        Gen.Select(Gen.Byte.Array[0, 9].Array[1, 6], Gen.Int[0, Edits.Length - 1], Gen.Int[0, 99], Gen.Int[0, 99]).Sample((contents, edit, first, second) =>
        {
            using SealedEvidence evidence = new(contents);
            var entries = evidence.Entries;
            var (from, to) = (first % entries.Length, second % entries.Length);

            EvidenceCheck.Check(evidence.Found()).Holds.ShouldBeTrue();
            EvidenceCheck.Check(evidence.Found(entries.SetItem(from, Edits[edit](entries[from])))).Holds.ShouldBeFalse();
            EvidenceCheck.Check(evidence.Found(entries.RemoveAt(from))).Holds.ShouldBeFalse();
            EvidenceCheck.Check(evidence.Found(entries.Insert(to, entries[from]))).Holds.ShouldBeFalse();
            if (from != to)
                EvidenceCheck.Check(evidence.Found(entries.RemoveAt(from).Insert(to, entries[from]))).Holds.ShouldBeFalse();
        }, iter: 60);

    // All but the last entry are vouched for by the chain alone.
    [Fact]
    public void Chain_EditBeforeTheLast_NamesTheEntryWithoutTheSignature() =>
        Gen.Select(Gen.Int[0, Edits.Length - 1], Gen.Int[0, 3]).Sample((edit, place) =>
        {
            var edited = _evidence.Entries.SetItem(place, Edits[edit](_evidence.Entries[place]));
            var fault = ManifestChainCheck.FaultOf(edited).ShouldNotBeNull();

            fault.Kind.ShouldBe(EvidenceFaultKind.EntryEdited);
            fault.Entry.ShouldBeOneOf(place, place + 1);
        }, iter: 100);

    [Fact]
    public void Check_AnyByteOfTheManifestFlipped_IsFound()
    {
        var found = _evidence.Found();
        for (var place = 0; place < found.Manifest.Length; place += 3)
        {
            var flipped = found.Manifest.ToArray();
            flipped[place] ^= 0x01;
            EvidenceCheck.Check(found with { Manifest = flipped }).Holds.ShouldBeFalse($"byte {place}");
        }
    }

    [Fact]
    public void Check_EachKindOfTampering_IsToldApart()
    {
        var (entries, files) = (_evidence.Entries, _evidence.Files);
        using InMemoryManifestSigner other = new();
        var found = _evidence.Found();

        KindsOf(_evidence.Found(entries.SetItem(1, entries[1] with { Reason = "x" }))).ShouldBe([EvidenceFaultKind.EntryEdited, EvidenceFaultKind.SignatureWrong]);
        KindsOf(_evidence.Found(entries.RemoveAt(1)))
            .ShouldBe([EvidenceFaultKind.EntryRemoved, EvidenceFaultKind.SignatureWrong, EvidenceFaultKind.FileUnnamed]);
        KindsOf(_evidence.Found(entries.SetItem(0, entries[1]).SetItem(1, entries[0])))
            .ShouldBe([EvidenceFaultKind.EntriesReordered, EvidenceFaultKind.SignatureWrong]);
        KindsOf(_evidence.Found(entries.Insert(1, entries[0]))).ShouldBe([EvidenceFaultKind.EntryRepeated, EvidenceFaultKind.SignatureWrong]);
        KindsOf(_evidence.Found(files: files.SetItem("piece-2.txt", "twp"u8.ToArray()))).ShouldBe([EvidenceFaultKind.FileChanged]);
        KindsOf(_evidence.Found(files: files.SetItem("piece-2.txt", "longer"u8.ToArray()))).ShouldBe([EvidenceFaultKind.FileChanged]);
        KindsOf(_evidence.Found(files: files.Remove("piece-2.txt"))).ShouldBe([EvidenceFaultKind.FileMissing]);
        KindsOf(_evidence.Found(files: files.Add("piece-4.txt", "four"u8.ToArray()))).ShouldBe([EvidenceFaultKind.FileUnnamed]);
        KindsOf(found with { Signature = other.Sign(found.Manifest.Span) }).ShouldBe([EvidenceFaultKind.SignatureWrong]);
        KindsOf(found with { Signature = null }).ShouldBe([EvidenceFaultKind.SignatureMissing]);
        KindsOf(found with { PublicKeyPem = null }).ShouldBe([EvidenceFaultKind.SignatureMissing]);
        KindsOf(found with { PublicKeyPem = "no key" }).ShouldBe([EvidenceFaultKind.SignatureWrong]);
        KindsOf(found with { Manifest = "[]"u8.ToArray() }).ShouldBe([EvidenceFaultKind.ManifestUnreadable, EvidenceFaultKind.SignatureWrong]);
    }

    [Fact]
    public void Check_SignatureAndKeyOfSomebodyElse_IsFoundOnlyByTheKeyKeptElsewhere()
    {
        using InMemoryManifestSigner other = new();
        var forged = _evidence.Found() with { PublicKeyPem = other.PublicKeyPem };
        forged = forged with { Signature = other.Sign(forged.Manifest.Span) };

        EvidenceCheck.Check(forged).Holds.ShouldBeTrue();
        EvidenceCheck.Check(forged, _evidence.Signer.PublicKeyPem).Faults.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceFaultKind.KeyReplaced);
        EvidenceCheck.Check(_evidence.Found() with { PublicKeyPem = other.PublicKeyPem }, _evidence.Signer.PublicKeyPem)
            .Faults.ShouldHaveSingleItem().Kind.ShouldBe(EvidenceFaultKind.KeyReplaced);
    }

    [Theory]
    [InlineData("incidents/INC-20260114-8c1f0a2b9d3e4f50/evidence/../../other/piece-1.txt")]
    [InlineData("incidents/INC-20260114-8c1f0a2b9d3e4f50/finding.json")]
    [InlineData("piece-1.txt")]
    public void Check_KeyThatLeadsElsewhere_IsForeign(string key)
    {
        var entry = _evidence.Entries[0];
        var signed = ImmutableArray.Create(entry with { Item = entry.Item with { Key = key } });

        EvidenceFilesCheck.FaultsOf(signed, []).ShouldHaveSingleItem().Kind.ShouldBe(EvidenceFaultKind.EntryForeign);
    }

    [Fact]
    public void Check_LaterVersionOfASealedFile_IsUnnamed()
    {
        var found = _evidence.Found();
        var versions = found.Files.Select(file => file with { VersionId = "v1" }).Append(found.Files[0] with { VersionId = "v2", Sha256 = new('e', 64) });

        EvidenceCheck.Check(found with { Files = [.. versions] }).Faults.ShouldHaveSingleItem().Why.ShouldContain("piece-1.txt (version v2)");
    }

    public void Dispose() => _evidence.Dispose();

    private static IEnumerable<EvidenceFaultKind> KindsOf(EvidenceFolder folder) => EvidenceCheck.Check(folder).Faults.Select(fault => fault.Kind);
}
