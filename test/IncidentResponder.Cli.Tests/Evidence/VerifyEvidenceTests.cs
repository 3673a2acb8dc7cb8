using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Evidence;

public sealed class VerifyEvidenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evidence-").FullName;
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("key-").FullName;
    private readonly SealedEvidence _evidence = new("one"u8.ToArray(), "two"u8.ToArray());
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public VerifyEvidenceTests() => _evidence.WriteTo(_folder);

    [Fact]
    public void Verify_AsSealed_HoldsAndSaysWhatIsNotProven()
    {
        Run().ShouldBe(0);

        var answer = _output.ToString();
        answer.ShouldStartWith("The evidence of INC-20260114-8c1f0a2b9d3e4f50 holds: 4 entries, 2 files as they were sealed, the manifest signed.");
        answer.ShouldContain("Not collected: Console screenshot of i-0a1b2c3d4e5f67890: AWS has none.");
        answer.ShouldContain("1 in AWS, not looked at: snap-0a1b2c3d4e5f67890.");
        answer.ShouldContain("not whose key it is");
    }

    [Fact]
    public void Verify_WithTheKeyKeptElsewhere_SaysSo()
    {
        Run("--key", KeyFile(_evidence.Signer.PublicKeyPem)).ShouldBe(0);

        _output.ToString().ShouldContain("checked with the key that you gave");
    }

    [Fact]
    public void Verify_WholeFolderOfTheIncident_FindsTheEvidenceInIt()
    {
        var inner = Directory.CreateDirectory(Path.Combine(_folder, "whole", "evidence")).FullName;
        _evidence.WriteTo(inner);

        RunOn(Path.Combine(_folder, "whole")).ShouldBe(0);
    }

    [Fact]
    public void Verify_AsJson_GivesCountsAndFaults()
    {
        Write("piece-2.txt", "twp");

        Run("--json").ShouldBe(1);
        var answer = JsonNode.Parse(_output.ToString())!;
        answer["holds"]!.GetValue<bool>().ShouldBeFalse();
        answer["entries"]!.GetValue<int>().ShouldBe(4);
        ((string?)answer["faults"]![0]!["kind"]).ShouldBe("FileChanged");
        ((string?)answer["faults"]![0]!["file"]).ShouldBe("piece-2.txt");
        answer["faults"]![0]!["entry"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void Verify_ByteFlippedInAFile_NamesEntryFileAndNextStep() =>
        Faulty(() => Write("piece-2.txt", "twp"), "- FileChanged, entry 2, piece-2.txt: ", "fetch version v1 of incidents/INC-20260114-8c1f0a2b9d3e4f50/evidence/piece-2.txt from bucket evidence-bucket");

    [Fact]
    public void Verify_FileMissing_IsToldApart() =>
        Faulty(() => File.Delete(Path.Combine(_folder, "piece-1.txt")), "- FileMissing, entry 1, piece-1.txt: ");

    [Fact]
    public void Verify_FileAddedInASubfolder_IsToldApart() => Faulty(
        () =>
        {
            Directory.CreateDirectory(Path.Combine(_folder, "more"));
            Write("more/piece-9.txt", "nine");
        },
        "- FileUnnamed, more/piece-9.txt: ");

    [Fact]
    public void Verify_EntryEdited_IsToldApart() =>
        Faulty(() => Manifest(entries => entries[1]!["collectorArn"] = "arn:aws:iam::111122223333:role/other"), "- EntryEdited, entry 2, manifest.json: ", "- SignatureWrong, manifest.sig: ");

    [Fact]
    public void Verify_EntryRemoved_IsToldApart() =>
        Faulty(() => Manifest(entries => entries.RemoveAt(1)), "- EntryRemoved, entry 2, manifest.json: ", "- FileUnnamed, piece-2.txt: ");

    [Fact]
    public void Verify_LastEntryRemoved_IsFoundByTheSignature() =>
        Faulty(() => Manifest(entries => entries.RemoveAt(3)), "does not hold: 1 fault.", "- SignatureWrong, manifest.sig: ");

    [Fact]
    public void Verify_EntriesReordered_IsToldApart() => Faulty(
        () => Manifest(entries =>
        {
            var first = entries[0];
            entries.RemoveAt(0);
            entries.Insert(1, first);
        }),
        "- EntriesReordered, entry 1, manifest.json: ");

    [Fact]
    public void Verify_SignatureOfAnotherKey_IsToldApart() =>
        Faulty(() => Sign(ECDsa.Create(ECCurve.NamedCurves.nistP256), withKey: false), "does not hold: 1 fault.", "- SignatureWrong, manifest.sig: ");

    [Fact]
    public void Verify_SignedAnewWithAnotherKey_HoldsUnlessTheKeyIsKeptElsewhere()
    {
        Sign(ECDsa.Create(ECCurve.NamedCurves.nistP256), withKey: true);

        Run().ShouldBe(0);
        Run("--key", KeyFile(_evidence.Signer.PublicKeyPem)).ShouldBe(1);
        _output.ToString().ShouldContain("- KeyReplaced, manifest.pub.pem: ");
    }

    [Fact]
    public void Verify_NoSignature_IsToldApart() => Faulty(() => File.Delete(Path.Combine(_folder, "manifest.sig")), "- SignatureMissing, manifest.sig: ");

    [Fact]
    public void Verify_ManifestThatIsNone_DoesNotHold() => Faulty(() => Write("manifest.json", "{}"), "- ManifestUnreadable, manifest.json: ");

    [Fact]
    public void Verify_NothingToCheck_SaysSo()
    {
        RunOn(Path.Combine(_folder, "none")).ShouldBe(2);
        Run("--key", Path.Combine(_folder, "no.pem")).ShouldBe(2);

        _errors.ToString().ShouldContain("has no manifest.json");
        _errors.ToString().ShouldContain("can't be read");
        _output.ToString().ShouldBeEmpty();
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_elsewhere, recursive: true);
        _evidence.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private void Faulty(Action tamper, params string[] told)
    {
        tamper();

        Run().ShouldBe(1);
        foreach (var text in told)
            _output.ToString().ShouldContain(text);
    }

    private int Run(params string[] options) => RunOn(_folder, options);

    private int RunOn(string place, params string[] options) =>
        CommandLine.Create(_output, _errors, TimeProvider.System).Parse(["evidence", "verify", place, .. options]).Invoke();

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    private void Manifest(Action<JsonArray> change)
    {
        var entries = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, EvidenceManifest.FileName)))!.AsArray();
        change(entries);
        Write(EvidenceManifest.FileName, entries.ToJsonString());
    }

    private void Sign(ECDsa key, bool withKey)
    {
        using (key)
        {
            var manifest = File.ReadAllBytes(Path.Combine(_folder, EvidenceManifest.FileName));
            File.WriteAllBytes(Path.Combine(_folder, EvidenceManifest.SignatureName), key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            if (withKey)
                Write(EvidenceManifest.KeyName, key.ExportSubjectPublicKeyInfoPem());
        }
    }

    private string KeyFile(string pem)
    {
        var file = Path.Combine(_elsewhere, "evidence.pem");
        File.WriteAllText(file, pem);
        return file;
    }
}
