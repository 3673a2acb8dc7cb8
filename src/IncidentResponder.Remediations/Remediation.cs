using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;

namespace IncidentResponder.Remediations;

/// <summary>
/// A remediation that is told by three things: how its target's state is read, what that state is once contained, and the changes that
/// lead from one state to another. Containing leads to the contained state and undoing back to the captured one, by the same changes;
/// what is planned is what is made; an attempt that was cut short is gone on with by reading again.
/// </summary>
/// <typeparam name="TState">
/// What is captured, shown, compared and restored. What is only needed to make a call (a lock token) is left out of its JSON.
/// </typeparam>
/// <param name="aws">The clients for the target's account and Region.</param>
/// <param name="shape">How the state is written.</param>
internal abstract class Remediation<TState>(AwsClients aws, JsonTypeInfo<TState> shape) : IRemediation, IPreviewed
    where TState : class
{
    /// <inheritdoc/>
    public abstract RemediationDescription Description { get; }

    /// <summary>The clients for the target's account and Region.</summary>
    protected AwsClients Aws => aws;

    /// <summary>Reads the live state. It throws what AWS refuses.</summary>
    protected abstract Task<Look<TState>> ReadAsync(RemediationTarget target, CancellationToken cancel);

    /// <summary>The state once contained; the same when it is safe as it is.</summary>
    /// <param name="target">The target.</param>
    /// <param name="before">The captured state.</param>
    /// <param name="at">When it was captured.</param>
    protected abstract TState Contained(RemediationTarget target, TState before, DateTimeOffset at);

    /// <summary>The changes that lead from the live state to a wanted one, in order; none when it is that already.</summary>
    protected abstract IEnumerable<Change> Toward(RemediationTarget target, TState now, TState wanted);

    /// <summary>The state in words, for people: "Bucket example-bucket blocks public access.".</summary>
    protected abstract string Say(RemediationTarget target, TState state);

    /// <summary>
    /// The target as its captured state names it, for what can't be found again by the finding alone: AWS forgets a task an hour after it stopped.
    /// </summary>
    protected virtual RemediationTarget Located(RemediationTarget target, TState before) => target;

    /// <summary>The live state as a known one tells it, where both mean the same: AWS gives some documents back otherwise than it took them.</summary>
    protected virtual TState AsTold(RemediationTarget target, TState now, TState known) => now;

    /// <summary>Why the live state can't or must not be turned back into the captured one, and what to do by hand; null when it can.</summary>
    protected virtual string? NoWayBack(RemediationTarget target, TState now, TState before) => null;

    /// <summary>What AWS is still doing by itself to get to a wanted state, as a sentence; null when nothing is.</summary>
    protected virtual string? Underway(RemediationTarget target, TState now, TState wanted) => null;

    /// <summary>How far a containment reaches, in sentences: what else uses the target, and since when.</summary>
    protected virtual Task<ImmutableArray<string>> BlastRadiusAsync(RemediationTarget target, TState state, CancellationToken cancel) =>
        Task.FromResult(ImmutableArray<string>.Empty);

    /// <inheritdoc/>
    public ImmutableArray<string> PlannedCalls(RemediationTarget target, TargetFacts facts)
    {
        if (!facts.Captured.TryGetValue(TargetFacts.CapturedKey(Description.Id, target.Resource), out var json))
            return [.. Description.Writes.Select(call => $"{call} (as the live {target.Resource.Id} needs it)")];

        // The time only stands in documents, whose planned calls say "now".
        var before = Parse(json);
        target = Located(target, before);
        return [.. Toward(target, before, Contained(target, before, DateTimeOffset.MaxValue)).Select(change => change.ToString())];
    }

    /// <inheritdoc/>
    public async Task<TargetFacts> PreviewAsync(RemediationTarget target, CancellationToken cancel)
    {
        switch (await LookAsync(target, cancel))
        {
            case Look<TState>.Usable live:
                var json = JsonSerializer.Serialize(live.State, shape);
                return new()
                {
                    Exists = true,
                    Tags = live.Tags,
                    PrincipalArn = live.PrincipalArn,
                    Summary = [Say(target, live.State), .. await BlastRadiusAsync(target, live.State, cancel)],
                    State = StateText.Of(target.Resource.Id, json),
                    Captured = ImmutableSortedDictionary<string, string>.Empty.Add(TargetFacts.CapturedKey(Description.Id, target.Resource), json),
                };
            case var other:
                return new() { Exists = false, Gaps = [WhyNot(other)] };
        }
    }

    /// <inheritdoc/>
    public async Task<Captured> CaptureAsync(RemediationTarget target, CancellationToken cancel) => await LookAsync(target, cancel) switch
    {
        Look<TState>.Usable live => new Captured.State(JsonSerializer.Serialize(live.State, shape)),
        var other => new Captured.Refused(WhyNot(other)),
    };

    /// <inheritdoc/>
    public async Task<Applied> ApplyAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = Parse(prior.State);
        target = Located(target, before);
        var wanted = Contained(target, before, prior.CapturedAt);
        var look = await LookAsync(target, cancel);
        if (look is not Look<TState>.Usable live)
            return new Applied.Refused(WhyNot(look));

        var movement = new Movement<TState>(stop => LookAsync(target, stop), now => Toward(target, now, wanted), journal);
        await movement.RunAsync(live.State, cancel);
        return movement switch
        {
            { Refusals.Count: 0 } => Toward(target, before, wanted).Any() ? new Applied.Changed() : new Applied.AlreadySafe(),
            { Done.Count: 0 } when !Began(target, before, live.State, wanted) => new Applied.Refused($"AWS refused: {movement.RefusalText}."),
            _ => new Applied.Partial(movement.DoneText, movement.RefusalText),
        };
    }

    /// <inheritdoc/>
    public async Task<Verification> VerifyAsync(RemediationTarget target, PriorState prior, CancellationToken cancel)
    {
        var before = Parse(prior.State);
        target = Located(target, before);
        var wanted = Contained(target, before, prior.CapturedAt);
        return await LookAsync(target, cancel) switch
        {
            Look<TState>.Gone gone => new Verification.Confirmed(gone.Why),
            Look<TState>.Usable { State: var now } when !Toward(target, now, wanted).Any() => Underway(target, now, wanted) is { } waits
                ? new Verification.StillOpen(waits)
                : new Verification.Confirmed(Say(target, now)),
            Look<TState>.Usable { State: var now } => Drift(target, before, wanted, now) is { } drift
                ? new Verification.Drifted(drift)
                : new Verification.StillOpen($"{Say(target, now)} Missing: {string.Join("; ", Toward(target, now, wanted))}."),
            var other => new Verification.StillOpen(WhyNot(other)),
        };
    }

    /// <inheritdoc/>
    public async Task<Restored> RollBackAsync(RemediationTarget target, PriorState prior, IJournal journal, CancellationToken cancel)
    {
        var before = Parse(prior.State);
        target = Located(target, before);
        var look = await LookAsync(target, cancel);
        if (look is not Look<TState>.Usable { State: var now })
            return new Restored.NotReversible(WhyNot(look));
        if (Drift(target, before, Contained(target, before, prior.CapturedAt), now) is { } drift)
            return new Restored.Drifted(drift);
        if (NoWayBack(target, now, before) is { } why)
            return new Restored.NotReversible(why);

        var movement = new Movement<TState>(stop => LookAsync(target, stop), live => Toward(target, live, before), journal);
        await movement.RunAsync(now, cancel);
        return movement.Refusals.Count == 0
            ? new Restored.Done($"As before: {Say(target, before)}")
            : new Restored.NotReversible($"AWS refused: {movement.RefusalText}. {Description.HowToUndo}");
    }

    private async Task<Look<TState>> LookAsync(RemediationTarget target, CancellationToken cancel)
    {
        var own = await aws.AccountAsync(cancel);
        return own == target.Resource.Account
            ? await ReadAsync(target, cancel)
            : new Look<TState>.Unusable($"{target.Resource.Id} is in account {target.Resource.Account}, and the responder's role in hand is of {own}; it is left alone.");
    }

    private bool Began(RemediationTarget target, TState before, TState live, TState wanted) =>
        Toward(target, live, wanted).Count() < Toward(target, before, wanted).Count();

    private string? Drift(RemediationTarget target, TState before, TState contained, TState now)
    {
        var told = AsTold(target, AsTold(target, now, before), contained);
        return StateDrift.Between(JsonSerializer.SerializeToElement(before, shape), JsonSerializer.SerializeToElement(contained, shape), JsonSerializer.SerializeToElement(told, shape));
    }

    private TState Parse(string json) => JsonSerializer.Deserialize(json, shape)
        ?? throw new FormatException($"A prior state of {Description.Id} is empty; restore it from the ledger.");

    private static string WhyNot(Look<TState> look) => look switch
    {
        Look<TState>.Unusable unusable => unusable.Why,
        Look<TState>.Gone gone => gone.Why,
        _ => "The target changed while it was read; try again.",
    };
}
