using CsCheck;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

/// <summary>Random answers of several people, one of whom has two addresses, and of time, against a model that keeps only who said yes.</summary>
public sealed class QuorumModelTests(ITestOutputHelper output)
{
    private static readonly string[] People = [ApprovalScene.Ada, ApprovalScene.Grace, "linus@example.com", "ada+phone@example.com"];

    private enum Act
    {
        Approve,
        ApproveOnceMore,
        ApproveByAnotherAddress,
        AskAgain,
        Deny,
        Expire,
    }

    [Fact]
    public void Answers_OfSeveralPeople_FollowTheModel()
    {
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed");
        var ends = new Dictionary<string, int>();
        var often = Gen.Frequency((12, Gen.Const(Act.Approve)), (3, Gen.Const(Act.AskAgain)), (1, Gen.Enum<Act>()));
        Gen.Select(Gen.Int[1, 4], Gen.Select(often, Gen.Int[0, 3]).Array[1, 8]).Sample(
            (quorum, steps) => Count(ends, RunAsync(quorum, steps).GetAwaiter().GetResult()),
            iter: 3_000,
            seed: seed,
            threads: 1,
            writeLine: output.WriteLine);
        output.WriteLine($"3,000 sequences, seed {seed ?? "drawn by CsCheck and printed when one fails"}: {string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Value} {end.Key}"))}.");
        ends.Keys.ShouldBe(["Granted", "Denied", "Expired", "open"], ignoreOrder: true);
    }

    private static bool Count(Dictionary<string, int> ends, string end)
    {
        ends[end] = ends.GetValueOrDefault(end) + 1;
        return true;
    }

    private static async Task<string> RunAsync(int quorum, (Act Act, int Person)[] steps)
    {
        var scene = await ApprovalScene.SetAsync(quorum: quorum);
        await scene.AskAsync(People);
        var (said, ended) = (new HashSet<string>(), (string?)null);
        foreach (var (act, number) in steps)
        {
            var person = act is Act.ApproveByAnotherAddress ? People[3] : People[number];
            if (act is Act.AskAgain)
                await scene.AskAsync(People);
            else if (act is Act.Expire)
                await ExpireAsync(scene);
            else if (!await AnswerAsync(scene, person, act is not Act.Deny))
                continue; // so many codes were asked for that there is none to answer with

            if (ended is null && act is not (Act.AskAgain or Act.Expire or Act.Deny))
                said.Add(person.StartsWith("ada", StringComparison.Ordinal) ? "ada" : person);
            ended ??= act is Act.Deny ? "Denied" : act is Act.Expire ? "Expired" : said.Count >= quorum ? "Granted" : null;
            await CheckAsync(scene, said, ended, quorum);
        }

        return ended ?? "open";
    }

    private static async Task CheckAsync(ApprovalScene scene, HashSet<string> said, string? ended, int quorum)
    {
        var record = await scene.RecordAsync();
        record.Answer?.Outcome.ToString().ShouldBe(ended);
        (record.Answer is null).ShouldBe(ended is null);
        record.Votes.Length.ShouldBe(quorum > 1 ? said.Count : 0);
        record.Ledger.Count(entry => entry.Kind is "Vote" or "Answer").ShouldBe(quorum > 1 && ended is not "Granted" ? said.Count + (ended is null ? 0 : 1) : quorum > 1 ? said.Count : ended is null ? 0 : 1);
        scene.Workflow.Completed.Count.ShouldBe(ended is "Granted" or "Denied" ? 1 : 0);
        if (!record.Ledger.IsEmpty)
            LedgerChain.Verify(record.Ledger).ShouldBeOfType<LedgerVerdict.Intact>();
    }

    private static async Task<bool> AnswerAsync(ApprovalScene scene, string person, bool approve)
    {
        var visit = await scene.VisitAsync(person);
        var sent = await scene.Codes.SendAsync(visit, CancellationToken.None);
        var code = sent is CodeResult.Sent ? scene.Messenger.LatestCode(person) : null;
        await scene.Answers.TakeAsync(await scene.VisitAsync(person), new(approve, code, null), CancellationToken.None);
        return sent is not CodeResult.TooMany;
    }

    private static Task ExpireAsync(ApprovalScene scene) => scene.Records.KeepAnswerAsync(
        scene.Incident.Id,
        new() { Outcome = ApprovalOutcome.Expired, By = "nobody", At = ApprovalScene.Deadline, PlanDigest = scene.Digest },
        CancellationToken.None);
}
