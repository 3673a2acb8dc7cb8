using CsCheck;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

/// <summary>
/// Random sequences of what several people do by several ways (a page under either of their addresses, Slack), of what becomes of the
/// policy and the plan meanwhile, and of time, against a model that knows people and nothing of addresses, codes and records.
/// </summary>
public sealed class PeopleModelTests(ITestOutputHelper output)
{
    private const int Sequences = 10_000;

    private static readonly string[] Names = ["ada", "grace", "linus", "mallory", "eve"];

    private static readonly Gen<Act> Often = Gen.Frequency(
        (10, Gen.Const(Act.Approve)), (2, Gen.Const(Act.Withdraw)), (3, Gen.Const(Act.HandOn)), (3, Gen.Const(Act.Wait)), (2, Gen.Const(Act.Expire)), (3, Gen.Enum<Act>()));

    private enum Act
    {
        Approve,
        Deny,
        Withdraw,
        HandOn,
        TakeOutOfPolicy,
        PutBackIntoPolicy,
        ChangePlan,
        AskAgain,
        Wait,
        Expire,
    }

    private enum Way
    {
        Page,
        PageByOtherAddress,
        Slack,
        SignedIn,
    }

    [Fact]
    public void Answers_OfPeopleByAnyWay_FollowTheModel()
    {
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed");
        var ends = new SortedDictionary<string, int>();
        Gen.Select(Gen.Int[1, 3], Gen.Select(Often, Gen.Int[0, 4], Gen.Int[0, 4], Gen.Enum<Way>(), Gen.Int[1, 500]).Array[1, 14]).Sample(
            (quorum, steps) => Count(ends, RunAsync(quorum, steps).GetAwaiter().GetResult()),
            iter: Sequences,
            seed: seed,
            writeLine: output.WriteLine);
        output.WriteLine($"{Sequences} sequences, seed {seed ?? "drawn by CsCheck and printed when one fails"}: {string.Join(", ", ends.Select(end => $"{end.Value} {end.Key}"))}.");
        ends.Keys.ShouldBe(["Denied", "Expired", "Granted", "open"]);
    }

    private static bool Count(SortedDictionary<string, int> ends, string end)
    {
        lock (ends)
            ends[end] = ends.GetValueOrDefault(end) + 1;
        return true;
    }

    private static async Task<string> RunAsync(int quorum, (Act Act, int Person, int Other, Way Way, int Seconds)[] steps)
    {
        Run run = new(await ApprovalScene.SetAsync(finding: Some.Finding(principal: Some.User("runner")), quorum: quorum), quorum);
        await run.BeginAsync();
        foreach (var step in steps)
        {
            await run.DoAsync(step.Act, Names[step.Person], Names[step.Other], step.Way, step.Seconds);
            await run.CheckAsync($"{step}");
        }

        return run.Outcome?.ToString() ?? "open";
    }

    private sealed class Run(ApprovalScene scene, int quorum)
    {
        private static readonly People Everybody = new([.. Names.Select(name => new Person
        {
            Address = $"{name}@example.com",
            OtherAddresses = [$"{name}.private@example.net"],
            Principals = name == "eve" ? ["runner"] : [],
            SlackUser = $"U0{name.ToUpperInvariant()}",
        })]);

        private readonly HashSet<string> _asked = ["ada", "grace"];
        private readonly HashSet<string> _named = ["ada", "grace", "linus", "eve"];
        private readonly HashSet<string> _handedOn = [];
        private readonly HashSet<string> _votes = [];
        private DateTimeOffset _now = ApprovalScene.InTime;
        private bool _planChanged;

        public ApprovalOutcome? Outcome { get; private set; }

        public async Task BeginAsync()
        {
            await scene.AskAsync(Addresses(_asked));
            Enrol();
        }

        public async Task DoAsync(Act act, string person, string other, Way way, int seconds)
        {
            switch (act)
            {
                case Act.Approve:
                    Approve(person);
                    await AnswerAsync(person, ApprovalOutcome.Granted, way);
                    break;
                case Act.Deny:
                    if (May(person))
                        Deny();
                    await AnswerAsync(person, ApprovalOutcome.Denied, way);
                    break;
                case Act.Withdraw:
                    if (May(person) && _votes.Remove(person))
                        DropVotes();
                    await AnswerAsync(person, ApprovalOutcome.Withdrawn, way);
                    break;
                case Act.HandOn:
                    await HandOnAsync(person, other, way);
                    break;
                default:
                    await ChangeTheWorldAsync(act, person, seconds);
                    break;
            }
        }

        public async Task CheckAsync(string step)
        {
            var record = await scene.RecordAsync();
            (record.Answer?.Outcome).ShouldBe(Outcome, step);
            (record.Answer is null).ShouldBe(Outcome is null, step);
            if (Outcome is not ApprovalOutcome.Granted)
                record.Votes.Select(vote => vote.By).ShouldBe(Addresses(_votes), ignoreOrder: true, step);
            record.Approval!.Approvers.ShouldBe(Addresses(_asked), ignoreOrder: true, step);
            scene.Workflow.Completed.Count.ShouldBe(Outcome is ApprovalOutcome.Granted or ApprovalOutcome.Denied ? 1 : 0, step);
            if (!record.Ledger.IsEmpty)
                LedgerChain.Verify(record.Ledger).ShouldBeOfType<LedgerVerdict.Intact>(step);
        }

        private static string[] Addresses(IEnumerable<string> names) => [.. names.Select(name => $"{name}@example.com")];

        private bool May(string person) =>
            Outcome is null && _asked.Contains(person) && _named.Contains(person) && !_planChanged && _now < ApprovalScene.Deadline;

        private void DropVotes() => _votes.RemoveWhere(vote => !_named.Contains(vote));

        private void Deny()
        {
            DropVotes();
            Outcome = ApprovalOutcome.Denied;
        }

        private void Approve(string person)
        {
            if (!May(person))
                return;

            DropVotes();
            if (quorum > 1)
                _votes.Add(person);
            if (quorum == 1 || _votes.Count >= quorum)
                Outcome = ApprovalOutcome.Granted;
        }

        private async Task AnswerAsync(string person, ApprovalOutcome outcome, Way way)
        {
            var visit = await VisitAsync(person, way);
            var vouched = way is Way.Slack or Way.SignedIn;
            var code = vouched ? null : await CodeAsync(visit);
            visit = visit with { Vouched = vouched, Channel = way is Way.Slack ? "slack" : way is Way.SignedIn ? "sign-in" : "page" };
            if (outcome is ApprovalOutcome.Withdrawn)
                await scene.Answers.WithdrawAsync(visit, code, CancellationToken.None);
            else
                await scene.Answers.TakeAsync(visit, new(outcome is ApprovalOutcome.Granted, code, null), CancellationToken.None);
        }

        private async Task HandOnAsync(string person, string other, Way way)
        {
            var allowed = May(person) && !_votes.Contains(person) && _named.Contains(other) && other != "eve" && !_asked.Contains(other) && !_handedOn.Contains(other);
            if (allowed)
            {
                _asked.Remove(person);
                _asked.Add(other);
                _handedOn.Add(person);
            }

            var visit = await VisitAsync(person, way);
            var result = await scene.HandOns.TakeAsync(visit, $"{other}@example.com", await CodeAsync(visit), CancellationToken.None);
            (result is HandOnResult.HandedOn).ShouldBe(allowed);
        }

        private Task<ApprovalVisit> VisitAsync(string person, Way way) =>
            scene.VisitAsync(way is Way.PageByOtherAddress ? $"{person}.private@example.net" : $"{person}@example.com", _now);

        // The code is put where the desk would have put it: how often people may ask for one is tested elsewhere.
        private async Task<string> CodeAsync(ApprovalVisit visit)
        {
            const string code = "12345678";
            var hash = Codes.Hash(visit.Id, visit.Claims.Approver, Codes.ToDecide, code);
            await scene.Records.KeepCodeAsync(visit.Id, visit.Claims.Approver, Codes.ToDecide, Codes.ToKeep(hash, _now), CancellationToken.None);
            return code;
        }

        private async Task ChangeTheWorldAsync(Act act, string person, int seconds)
        {
            if (act is Act.Wait)
                _now += TimeSpan.FromSeconds(seconds);
            else if (act is Act.ChangePlan)
                await ChangePlanAsync();
            else if (act is Act.AskAgain && Outcome is null)
                await AskAgainAsync();
            else if (act is Act.Expire && _now >= ApprovalScene.Deadline)
                await ExpireAsync();
            else if (act is Act.TakeOutOfPolicy ? _named.Remove(person) : act is Act.PutBackIntoPolicy && person != "mallory" && _named.Add(person))
                Enrol();
        }

        private void Enrol() => scene.Roll = ApproverRoll.Of(Everybody, Addresses(_named));

        private async Task ChangePlanAsync()
        {
            _planChanged = true;
            var decision = (await scene.RecordAsync()).Decision!;
            await scene.Records.ReplaceDecisionAsync(scene.Incident.Id, decision with { Plan = decision.Plan with { StateBefore = decision.Plan.StateBefore.SetItem("changed", "yes") } });
        }

        private async Task AskAgainAsync()
        {
            var question = (await scene.RecordAsync()).Approval!;
            (await scene.Records.ChangeQuestionAsync(scene.Incident.Id, question with { Revision = question.Revision + 1 }, CancellationToken.None)).ShouldBeTrue();
            (await scene.Records.ChangeQuestionAsync(scene.Incident.Id, question with { Revision = question.Revision + 1, Approvers = [] }, CancellationToken.None)).ShouldBeFalse();
        }

        private async Task ExpireAsync()
        {
            Outcome ??= ApprovalOutcome.Expired;
            var expiry = new ApprovalDecision { Outcome = ApprovalOutcome.Expired, By = "nobody", At = _now, PlanDigest = scene.Digest };
            await scene.Records.KeepAnswerAsync(scene.Incident.Id, expiry, CancellationToken.None);
        }
    }
}
