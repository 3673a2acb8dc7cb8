using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Records;

/// <summary>The stand-in keeps the port's rules, so that what is tested with it holds.</summary>
public sealed class InMemoryIncidentRecordsTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;

    private readonly InMemoryIncidentRecords _records = new();

    [Fact]
    public async Task Open_Twice_OpensOnce()
    {
        (await _records.OpenAsync(Some.Incident(), Cancel)).ShouldBeTrue();
        (await _records.OpenAsync(Some.Incident(), Cancel)).ShouldBeFalse();
        _records.All.Length.ShouldBe(1);
    }

    [Fact]
    public async Task KeepAnswer_ManyAtOnce_KeepsOneWithOneLedgerEntry()
    {
        var id = await OpenedAsync();
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => _records.KeepAnswerAsync(
            id,
            new()
            {
                Outcome = number % 2 == 0 ? ApprovalOutcome.Granted : ApprovalOutcome.Denied,
                By = $"approver-{number}@example.com",
                At = Some.Moment,
                PlanDigest = new string('a', 64),
            },
            Cancel))));

        kept.Distinct().Count().ShouldBe(1);
        var record = (await _records.ReadAsync(id, Cancel)).ShouldNotBeNull();
        record.Ledger.Count(entry => entry.Kind == "Answer").ShouldBe(1);
        LedgerChain.Verify(record.Ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }

    [Fact]
    public async Task KeepPriorState_AfterContainment_KeepsTheFirst()
    {
        var id = await OpenedAsync();
        PriorState first = new() { Remediation = "Ec2/IsolateInstance", Target = "i-1", CapturedAt = Some.Moment, State = "\"before\"" };

        await _records.KeepPriorStateAsync(id, 1, first, Cancel);

        (await _records.KeepPriorStateAsync(id, 1, first with { State = "\"contained\"" }, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task UseCode_FiveWrongTries_KillsTheCode()
    {
        var id = await OpenedAsync();
        await _records.KeepCodeAsync(id, "a@example.com", "decision", new() { Hash = "right", ExpiresAt = Some.Moment.AddMinutes(10), Tries = 0 }, Cancel);
        for (var attempt = 0; attempt < 5; attempt++)
            (await UseAsync(id, "wrong", Some.Moment)).ShouldBeFalse();

        (await UseAsync(id, "right", Some.Moment)).ShouldBeFalse();
    }

    [Fact]
    public async Task UseCode_RightOne_WorksOnceAndNotAtItsExpiry()
    {
        var id = await OpenedAsync();
        await _records.KeepCodeAsync(id, "a@example.com", "decision", new() { Hash = "right", ExpiresAt = Some.Moment.AddMinutes(10), Tries = 4 }, Cancel);

        (await UseAsync(id, "right", Some.Moment.AddMinutes(10))).ShouldBeFalse();
        (await UseAsync(id, "right", Some.Moment.AddMinutes(10).AddTicks(-1))).ShouldBeTrue();
        (await UseAsync(id, "right", Some.Moment)).ShouldBeFalse();
    }

    [Fact]
    public async Task TakeLease_HeldByAnother_IsRefusedUntilItEnds()
    {
        var id = await OpenedAsync();

        (await _records.TakeLeaseAsync(id, "step-1", "one", Some.Moment, TimeSpan.FromMinutes(1), Cancel)).ShouldBe(1);
        (await _records.TakeLeaseAsync(id, "step-1", "two", Some.Moment.AddSeconds(59), TimeSpan.FromMinutes(1), Cancel)).ShouldBeNull();
        (await _records.TakeLeaseAsync(id, "step-1", "two", Some.Moment.AddSeconds(60), TimeSpan.FromMinutes(1), Cancel)).ShouldBe(2);
    }

    private async Task<IncidentId> OpenedAsync()
    {
        await _records.OpenAsync(Some.Incident(), Cancel);
        return Some.Incident().Id;
    }

    private Task<bool> UseAsync(IncidentId id, string hash, DateTimeOffset now) =>
        _records.UseCodeAsync(id, "a@example.com", "decision", hash, now, Cancel);
}
