using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ledger;

public sealed class LedgerChainTests
{
    private static readonly string[] Kinds = ["Opened", "Intent", "Effect", "Answer"];

    private static readonly Gen<ImmutableArray<LedgerEntry>> Chains =
        Gen.Select(Gen.Enum<Stage>(), Gen.Int[0, 3].Select(kind => Kinds[kind]), Gen.String, Gen.Int[0, 90_000])
            .Array[1, 12]
            .Select(steps => steps.Aggregate(
                ImmutableArray<LedgerEntry>.Empty,
                (chain, step) => chain.Add(LedgerChain.Append(
                    chain.LastOrDefault(), Some.Moment.AddSeconds(step.Item4), step.Item1, step.Item2, "responder", step.Item3))));

    [Fact]
    public void Verify_AppendedEntries_IsIntactAndNamesTheHead()
    {
        var chain = Chain("one", "two", "three");

        LedgerChain.Verify(chain).ShouldBe(new LedgerVerdict.Intact(3, chain[2].Hash));
        chain[0].Previous.ShouldBe(new string('0', 64));
        chain.Select(entry => entry.Sequence).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Append_SameContent_GivesSameHashEverywhere() =>
        Chain("one")[0].Hash.ShouldBe("ff374081125448fcb21ac30ed94a6a79410f1a1b641cff61c65751d9675f0c32");

    [Fact]
    public void Append_TimeInAnotherZone_IsKeptInUtc()
    {
        var local = LedgerChain.Append(null, Some.Moment.ToOffset(TimeSpan.FromHours(9)), Stage.Ingest, "Opened", "responder", "one");

        local.ShouldBe(Chain("one")[0]);
    }

    [Fact]
    public void Verify_Empty_IsBroken() =>
        LedgerChain.Verify([]).ShouldBeOfType<LedgerVerdict.Broken>().Why.ShouldContain("empty");

    [Fact]
    public void Verify_EntryRemovedInTheMiddle_NamesThePlace() =>
        LedgerChain.Verify(Chain("one", "two", "three").RemoveAt(1)).ShouldBeOfType<LedgerVerdict.Broken>().Sequence.ShouldBe(2);

    [Fact]
    public void Verify_EntryReplacedWithItsHashRecomputed_IsBrokenAtTheNext()
    {
        var chain = Chain("one", "two", "three");
        var forged = chain[1] with { Text = "nothing happened" };
        chain = chain.SetItem(1, forged with { Hash = LedgerChain.HashOf(forged) });

        LedgerChain.Verify(chain).ShouldBeOfType<LedgerVerdict.Broken>().Sequence.ShouldBe(3);
    }

    [Fact]
    public void Verify_ChainThatDoesNotBeginAtOne_IsBroken()
    {
        var late = Chain("one")[0] with { Sequence = 2 };

        LedgerChain.Verify([late with { Hash = LedgerChain.HashOf(late) }]).ShouldBeOfType<LedgerVerdict.Broken>().Sequence.ShouldBe(1);
    }

    [Fact]
    public void Verify_AnyChain_SurvivesJsonAndFailsWhenEntriesAreMovedRemovedOrRepeated() =>
        Gen.Select(Chains, Gen.Int[0, 100], Gen.Int[0, 100]).Sample((chain, first, second) =>
        {
            LedgerChain.Verify(ThroughJson(chain)).ShouldBe(new LedgerVerdict.Intact(chain.Length, chain[^1].Hash));

            var (from, to) = (first % chain.Length, second % chain.Length);
            LedgerChain.Verify(chain.Insert(to, chain[from])).ShouldBeOfType<LedgerVerdict.Broken>();
            if (from != to)
                LedgerChain.Verify(chain.RemoveAt(from).Insert(to, chain[from])).ShouldBeOfType<LedgerVerdict.Broken>();
            if (from < chain.Length - 1)
                LedgerChain.Verify(chain.RemoveAt(from)).ShouldBeOfType<LedgerVerdict.Broken>();
        });

    [Fact]
    public void Verify_AnyByteOfTheExportChanged_IsNoticed()
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Chain("isolate i-0a1b2c3d", "two"), CoreJson.Default.ImmutableArrayLedgerEntry);
        for (var place = 0; place < bytes.Length; place++)
        {
            foreach (var change in new byte[] { 0x01, 0x02, 0x04, 0x20 })
            {
                var mutated = (byte[])bytes.Clone();
                mutated[place] ^= change;
                IsStillTheSameLedger(mutated, bytes).ShouldBeFalse($"byte {place} ^ {change}: {Encoding.UTF8.GetString(mutated)}");
            }
        }
    }

    private static bool IsStillTheSameLedger(byte[] mutated, byte[] original)
    {
        try
        {
            var entries = JsonSerializer.Deserialize(mutated, CoreJson.Default.ImmutableArrayLedgerEntry);
            var same = JsonSerializer.SerializeToUtf8Bytes(entries, CoreJson.Default.ImmutableArrayLedgerEntry).AsSpan().SequenceEqual(original);
            return !same && LedgerChain.Verify(entries) is LedgerVerdict.Intact;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ImmutableArray<LedgerEntry> ThroughJson(ImmutableArray<LedgerEntry> chain) =>
        JsonSerializer.Deserialize(
            JsonSerializer.Serialize(chain, CoreJson.Default.ImmutableArrayLedgerEntry), CoreJson.Default.ImmutableArrayLedgerEntry);

    private static ImmutableArray<LedgerEntry> Chain(params string[] texts) =>
        texts.Aggregate(
            ImmutableArray<LedgerEntry>.Empty,
            (chain, text) => chain.Add(LedgerChain.Append(chain.LastOrDefault(), Some.Moment, Stage.Ingest, "Opened", "responder", text)));
}
