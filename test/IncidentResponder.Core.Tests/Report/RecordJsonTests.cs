using System.Text;
using System.Text.Json;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Report;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Report;

public sealed class RecordJsonTests
{
    [Fact]
    public async Task Of_AnyRecord_HoldsNoTaskToken()
    {
        var record = await RichIncident.RecordAsync();
        var json = Encoding.UTF8.GetString(RecordJson.Of(record));

        json.ShouldNotContain(record.Approval!.TaskToken);
        json.ShouldNotContain("taskToken", Case.Insensitive);
    }

    [Fact]
    public void Of_MembersOfTheRecordAndItsQuestion_AreAllDecidedUpon()
    {
        string[] record = [.. typeof(IncidentRecord).GetProperties().Select(one => one.Name).Order(StringComparer.Ordinal)];
        string[] question = [.. typeof(ApprovalRequest).GetProperties().Select(one => one.Name).Order(StringComparer.Ordinal)];

        record.ShouldBe(
            ["Answer", "Approval", "Closure", "Decision", "Enrichment", "Evidence", "Findings", "HasChanges", "Incident", "Latest", "Ledger", "Posts", "PriorStates", "Steps", "Tally", "Votes"],
            "a member was added: export it in RecordJson, or leave it out there with the reason");
        question.ShouldBe(["Approvers", "AskedAt", "Deadline", "HandedOn", "PlanDigest", "Quorum", "Reminders", "Revision", "TaskToken"], "a member was added: export it in RecordJson, or leave it out there with the reason");
    }

    [Fact]
    public async Task Of_ItsLedger_CanBeVerified()
    {
        var read = LedgerFile.Read(Encoding.UTF8.GetString(RecordJson.Of(await RichIncident.RecordAsync()))).ShouldBeOfType<LedgerFileReading.Read>();

        LedgerChain.Verify(read.Entries).ShouldBeOfType<LedgerVerdict.Intact>().Entries.ShouldBe(read.Entries.Length);
    }

    [Fact]
    public async Task Of_RichIncident_HasWhatTheRecordHas()
    {
        using var json = JsonDocument.Parse(RecordJson.Of(await RichIncident.RecordAsync()));
        var root = json.RootElement;

        root.GetProperty("question").GetProperty("approvers").EnumerateArray().Select(one => one.GetString()).ShouldBe([ApprovalScene.Ada, ApprovalScene.Grace]);
        root.GetProperty("answer").GetProperty("comment").GetString().ShouldBe("Known miner, go.");
        root.GetProperty("findings").GetArrayLength().ShouldBe(2);
        root.GetProperty("priorStates")[0].GetProperty("state").GetString().ShouldBe(RichIncident.Prior);
        root.GetProperty("milliseconds").GetProperty("TimeToContain").GetInt64().ShouldBe(205_000);
    }
}
