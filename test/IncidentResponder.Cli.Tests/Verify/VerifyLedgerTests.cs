using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Cli.Tests.Verify;

public sealed class VerifyLedgerTests : IDisposable
{
    private static readonly ImmutableArray<LedgerEntry> Chain = new[] { "opened", "asked", "contained" }.Aggregate(
        ImmutableArray<LedgerEntry>.Empty,
        (chain, text) => chain.Add(LedgerChain.Append(chain.LastOrDefault(), Some.Moment, Stage.Close, "Outcome", "responder", text)));

    private readonly string _file = Path.GetTempFileName();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public void Verify_SealedLedger_SaysThatItHolds()
    {
        Run(JsonSerializer.Serialize(Chain, CoreJson.Default.ImmutableArrayLedgerEntry)).ShouldBe(0);

        _output.ToString().ShouldStartWith("The ledger holds: 3 entries, 2026-01-14 02:07:31Z to 2026-01-14 02:07:31Z, the last Close/Outcome.");
        _output.ToString().ShouldContain($"head {Chain[2].Hash}");
    }

    [Theory]
    [InlineData("""{"outcome":"Contained","record":RECORD}""")]
    [InlineData("RECORD")]
    public void Verify_ReportOrRecord_FindsTheLedger(string shape)
    {
        IncidentRecord record = new() { Incident = Some.Incident(), Ledger = Chain };

        Run(shape.Replace("RECORD", JsonSerializer.Serialize(record, CoreJson.Default.IncidentRecord), StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public void Verify_AsJson_GivesEntriesAndHead()
    {
        Run(JsonSerializer.Serialize(Chain, CoreJson.Default.ImmutableArrayLedgerEntry), "--json").ShouldBe(0);

        _output.ToString().Trim().ShouldBe($$"""{"intact":true,"entries":3,"head":"{{Chain[2].Hash}}"}""");
    }

    [Fact]
    public void Verify_EntryEdited_NamesIt()
    {
        var edited = Chain.SetItem(1, Chain[1] with { Text = "nobody was asked" });

        Run(JsonSerializer.Serialize(edited, CoreJson.Default.ImmutableArrayLedgerEntry), "--json").ShouldBe(1);
        JsonNode.Parse(_output.ToString())!["entry"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public void Verify_EntryRemovedFromTheEnd_IsFoundByTheHead()
    {
        var shorter = JsonSerializer.Serialize(Chain.RemoveAt(2), CoreJson.Default.ImmutableArrayLedgerEntry);

        Run(shorter).ShouldBe(0);
        Run(shorter, "--head", Chain[2].Hash).ShouldBe(1);
        Run(shorter, "--head", Chain[1].Hash.ToUpperInvariant()).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("{\"ledger\":7}")]
    [InlineData("{\"record\":null}")]
    public void Verify_NoLedger_SaysWhy(string content)
    {
        Run(content).ShouldBe(2);

        _errors.ToString().ShouldContain(_file);
        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Verify_MemberBesideThoseThatAreHashed_IsRefused()
    {
        var ledger = JsonSerializer.SerializeToNode(Chain, CoreJson.Default.ImmutableArrayLedgerEntry)!;
        ledger[1]!["remark"] = "all is well";

        Run(ledger.ToJsonString()).ShouldBe(2);
        _errors.ToString().ShouldContain("Entry 2");
    }

    [Fact]
    public void Verify_NoSuchFile_SaysSo()
    {
        CommandLine.Create(_output, _errors, TimeProvider.System).Parse(["verify", _file + ".none"]).Invoke().ShouldBe(2);

        _errors.ToString().ShouldContain("can't be read");
    }

    public void Dispose()
    {
        File.Delete(_file);
        _output.Dispose();
        _errors.Dispose();
    }

    private int Run(string content, params string[] options)
    {
        File.WriteAllText(_file, content);
        return CommandLine.Create(_output, _errors, TimeProvider.System).Parse(["verify", _file, .. options]).Invoke();
    }
}
