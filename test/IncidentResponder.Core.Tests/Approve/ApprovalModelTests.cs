using CsCheck;
using IncidentResponder.Core.Approve;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Approve;

/// <summary>
/// Random sequences of what people, time and attackers do, against a model of a few lines: which answers may count is
/// worked out apart from the product, and the record must hold the first of them and nothing else.
/// </summary>
public sealed class ApprovalModelTests(ITestOutputHelper output)
{
    private const string Mallory = "mallory@example.com";
    private static readonly string[] People = [ApprovalScene.Ada, ApprovalScene.Grace, Mallory];
    private static readonly string Elsewhere = "INC-20260114-0000000000000000";

    // What may lead to an answer comes more often than what forbids it.
    private static readonly Gen<Act> Often = Gen.Frequency(
        (6, Gen.Const(Act.AskForCode)), (6, Gen.Const(Act.Answer)), (2, Gen.Const(Act.Wait)), (2, Gen.Const(Act.Expire)), (6, Gen.Enum<Act>()));

    private enum Act
    {
        AskForCode,
        Answer,
        AnswerWithoutCode,
        AnswerWithTheOthersCode,
        Replay,
        ForgedLink,
        OtherIncidentsLink,
        UndoLink,
        RemoveApprover,
        ChangePlan,
        Expire,
        Wait,
    }

    [Fact]
    public void Answers_AnySequence_FollowTheModel()
    {
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed");
        var counts = new Dictionary<string, int>();
        Gen.Select(Often, Gen.Int[0, 2], Gen.Bool, Gen.Int[1, 400])
            .Array[1, 40]
            .Sample(
                steps => RunAsync(steps).GetAwaiter().GetResult() is var end && Count(counts, end),
                iter: 10_000,
                seed: seed,
                writeLine: output.WriteLine);
        output.WriteLine($"10,000 sequences, seed {seed ?? "drawn by CsCheck and printed when one fails"}: {string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"))}.");
        counts.Keys.ShouldBe(["Granted", "Denied", "Expired", "open"], ignoreOrder: true);
    }

    private static bool Count(Dictionary<string, int> counts, string end)
    {
        lock (counts)
            counts[end] = counts.GetValueOrDefault(end) + 1;
        return true;
    }

    private static async Task<string> RunAsync((Act Act, int Person, bool Approve, int Seconds)[] steps)
    {
        var world = new World(await ApprovalScene.SetAsync(), await ApprovalScene.SetAsync(Elsewhere));
        foreach (var (act, person, approve, seconds) in steps)
        {
            await world.DoAsync(act, People[person], approve, seconds);
            var record = await world.Scene.RecordAsync();
            (record.Answer?.Outcome, record.Answer?.By).ShouldBe((world.ModelOutcome, world.ModelBy), $"after {act} by {People[person]}");
            world.Scene.Workflow.Completed.Count.ShouldBe(world.ModelOutcome is ApprovalOutcome.Granted or ApprovalOutcome.Denied ? 1 : 0);
            (await world.Other.RecordAsync()).Answer.ShouldBeNull();
        }

        return world.ModelOutcome?.ToString() ?? "open";
    }

    /// <summary>The product's desks beside the model.</summary>
    private sealed class World(ApprovalScene scene, ApprovalScene other)
    {
        private readonly Dictionary<string, (string Code, DateTimeOffset At)> _codes = [];
        private readonly HashSet<string> _approvers = [ApprovalScene.Ada, ApprovalScene.Grace];
        private readonly List<(string Token, string Code)> _used = [];
        private DateTimeOffset _now = ApprovalScene.AskedAt;
        private bool _planChanged;

        public ApprovalScene Scene => scene;

        public ApprovalScene Other => other;

        public ApprovalOutcome? ModelOutcome { get; private set; }

        public string? ModelBy { get; private set; }

        public async Task DoAsync(Act act, string person, bool approve, int seconds)
        {
            switch (act)
            {
                case Act.AskForCode:
                    await AskForCodeAsync(person);
                    break;
                case Act.Answer:
                    await AnswerAsync(person, approve, await TokenAsync(person), _codes.GetValueOrDefault(person).Code, genuine: true);
                    break;
                case Act.AnswerWithoutCode:
                    await AnswerAsync(person, approve, await TokenAsync(person), approve ? null : "", genuine: false);
                    break;
                case Act.AnswerWithTheOthersCode:
                    await AnswerAsync(person, approve, await TokenAsync(person), _codes.GetValueOrDefault(People[(Array.IndexOf(People, person) + 1) % 2]).Code, genuine: person == Mallory);
                    break;
                case Act.Replay when _used.Count > 0:
                    await AnswerAsync(person, approve, _used[^1].Token, _used[^1].Code, genuine: false);
                    break;
                case Act.ForgedLink:
                    var token = await TokenAsync(person);
                    await AnswerAsync(person, approve, token[..^1] + (token[^1] == 'A' ? 'E' : 'A'), _codes.GetValueOrDefault(person).Code, genuine: false);
                    break;
                case Act.OtherIncidentsLink:
                    await AnswerAsync(person, approve, await other.AnswerTokenAsync(person), _codes.GetValueOrDefault(person).Code, genuine: false);
                    break;
                case Act.UndoLink:
                    await AnswerAsync(person, approve, await scene.UndoTokenAsync(person), _codes.GetValueOrDefault(person).Code, genuine: false);
                    break;
                default:
                    await ChangeTheWorldAsync(act, person, seconds);
                    break;
            }
        }

        private Task<string> TokenAsync(string person) => scene.AnswerTokenAsync(person, _planChanged ? new string('f', 64) : null);

        private bool MayAnswer(string person) => _approvers.Contains(person) && ModelOutcome is null && !_planChanged && _now < ApprovalScene.Deadline;

        private async Task AskForCodeAsync(string person)
        {
            var sent = scene.Messenger.Sent.Count;
            var result = await ReadAsync(await TokenAsync(person)) is { } visit ? await scene.Codes.SendAsync(visit, CancellationToken.None) : null;
            (scene.Messenger.Sent.Count - sent).ShouldBe(result is CodeResult.Sent ? 1 : 0);
            (result is CodeResult.Sent or CodeResult.TooMany).ShouldBe(MayAnswer(person));
            if (result is CodeResult.Sent)
                _codes[person] = (scene.Messenger.LatestCode(person), _now);
        }

        private async Task AnswerAsync(string person, bool approve, string token, string? code, bool genuine)
        {
            if (genuine && code is not null && MayAnswer(person) && _codes.TryGetValue(person, out var own) && own.Code == code && _now < own.At + TimeSpan.FromMinutes(10))
            {
                (ModelOutcome, ModelBy) = (approve ? ApprovalOutcome.Granted : ApprovalOutcome.Denied, person);
                _used.Add((token, code));
            }

            if (await ReadAsync(token) is { } visit)
                await scene.Answers.TakeAsync(visit, new(approve, code, null), CancellationToken.None);
        }

        private async Task<ApprovalVisit?> ReadAsync(string token) =>
            await scene.Reader.ReadAsync(token, scene.Incident.Id, _now, CancellationToken.None) is LinkReading.Valid valid
                ? new ApprovalVisit(await scene.RecordAsync(), valid.Claims, _now, scene.Roll)
                : null;

        private async Task ChangeTheWorldAsync(Act act, string person, int seconds)
        {
            if (act is Act.Wait)
                _now += TimeSpan.FromSeconds(seconds);
            else if (act is Act.ChangePlan)
                _planChanged = true;
            else if (act is Act.RemoveApprover && ModelOutcome is null && _approvers.Remove(person))
                await scene.AskAsync([.. _approvers]);
            else if (act is Act.Expire && _now >= ApprovalScene.Deadline)
                await ExpireAsync();
        }

        private async Task ExpireAsync()
        {
            if (ModelOutcome is null)
                (ModelOutcome, ModelBy) = (ApprovalOutcome.Expired, "nobody");
            var expiry = new ApprovalDecision { Outcome = ApprovalOutcome.Expired, By = "nobody", At = _now, PlanDigest = scene.Digest };
            await scene.Records.KeepAnswerAsync(scene.Incident.Id, expiry, CancellationToken.None);
        }
    }
}
