using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Preserve;

public sealed class EvidenceManifestTests
{
    [Fact]
    public void Write_Entry_HasExactlyTheMembersOfTheForm()
    {
        using SealedEvidence evidence = new("one"u8.ToArray());

        var first = JsonNode.Parse(EvidenceManifest.Write(evidence.Entries))![0]!.AsObject();

        first.Select(member => member.Key).ShouldBe(
            ["manifestVersion", "incidentId", "seq", "prevEntrySha256", "item", "collectedAtUtc", "collectorArn", "toolName", "toolSha256", "sourceArn", "sourceAccount", "sourceRegion", "apiRequestId", "reason", "transferredTo"],
            ignoreOrder: true);
        first["item"]!.AsObject().Select(member => member.Key).ShouldBe(
            ["type", "id", "arn", "bucket", "key", "versionId", "sizeBytes", "sha256", "hashMethod"], ignoreOrder: true);
        first["item"]!["arn"]!.GetValue<string>().ShouldBe("arn:aws:s3:::evidence-bucket/incidents/INC-20260114-8c1f0a2b9d3e4f50/evidence/piece-1.txt");
        first["prevEntrySha256"]!.GetValue<string>().ShouldBe(new string('0', 64));
    }

    [Fact]
    public void Pieces_AsPeopleAreTold_NameSourceGapAndSnapshotButNotWhatIsOff()
    {
        CollectedEvidence off = CollectedEvidence.Missing("Live state", "i-1", Some.Instance().Arn!, new() { At = Some.Moment, Reason = CollectedEvidence.Off + "no document is set." });
        using SealedEvidence evidence = new("one"u8.ToArray());
        var entries = evidence.Entries.AddRange(EvidenceManifest.Chain(SealedEvidence.SomeCustody, [off]));

        EvidenceManifest.Pieces(entries).Select(piece => (piece.Title, piece.Location, piece.Gap)).ShouldBe(
        [
            ("Console output of i-0a1b2c3d4e5f67890", "incidents/INC-20260114-8c1f0a2b9d3e4f50/evidence/piece-1.txt", ""),
            ("Console screenshot of i-0a1b2c3d4e5f67890", "", "AWS has none."),
            ("Snapshot snap-0a1b2c3d4e5f67890 of vol-1", "snap-0a1b2c3d4e5f67890", ""),
        ]);
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBytes()
    {
        using SealedEvidence evidence = new("one"u8.ToArray(), "two"u8.ToArray());
        var bytes = EvidenceManifest.Write(evidence.Entries);

        var read = ManifestFile.Read(bytes).ShouldBeOfType<ManifestReading.Read>();

        EvidenceManifest.Write(read.Entries).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("[{\"item\":null}]")]
    public void Read_NoManifest_SaysSo(string content) =>
        ManifestFile.Read(Encoding.UTF8.GetBytes(content)).ShouldBeOfType<ManifestReading.Unreadable>().Why.ShouldNotBeEmpty();

    [Fact]
    public void Read_MemberBesideThoseThatAreChained_IsRefused()
    {
        using SealedEvidence evidence = new("one"u8.ToArray());
        var manifest = JsonNode.Parse(EvidenceManifest.Write(evidence.Entries))!;
        manifest[1]!["item"]!["remark"] = "all is well";

        ManifestFile.Read(JsonSerializer.SerializeToUtf8Bytes(manifest)).ShouldBeOfType<ManifestReading.Unreadable>().Why.ShouldContain("Entry 2");
    }
}
