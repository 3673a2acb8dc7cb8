using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Expressions;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>One state of a machine, read and checked.</summary>
internal abstract record State
{
    private State()
    {
    }

    public required string Name { get; init; }

    /// <summary>What the state reads of its input; null for an empty object.</summary>
    public JsonPath? InputPath { get; init; }

    /// <summary>What the state hands on of its output; null for an empty object.</summary>
    public JsonPath? OutputPath { get; init; }

    /// <summary>The state after this one; null at an end.</summary>
    public string? Next { get; init; }

    /// <summary>The state's type, which is also how its events begin.</summary>
    public string Type => GetType().Name;

    /// <summary>Every state that this one can go to.</summary>
    public virtual IEnumerable<string> Targets => Next is null ? [] : [Next];

    public sealed record Pass(PayloadTemplate? Parameters, bool HasResult, JsonNode? Result, JsonPath? ResultPath) : State;

    public sealed record Succeed : State;

    public sealed record Fail(Expression? Error, Expression? Cause) : State;

    public sealed record Wait(Amount? Seconds, Expression? Until) : State;

    public sealed record Choice(IReadOnlyList<ChoiceRule> Rules, string? Default) : State
    {
        public override IEnumerable<string> Targets =>
            Rules.Select(rule => rule.Next).Concat(Default is null ? [] : [Default]);
    }

    /// <summary>A state that does work: its result is shaped, its errors are retried and caught.</summary>
    public abstract record Working : State
    {
        private protected Working()
        {
        }

        public PayloadTemplate? Parameters { get; init; }

        public PayloadTemplate? ResultSelector { get; init; }

        /// <summary>Where the result goes in the input; null to drop it.</summary>
        public JsonPath? ResultPath { get; init; }

        public IReadOnlyList<Retrier> Retry { get; init; } = [];

        public IReadOnlyList<Catcher> Catch { get; init; } = [];

        public override IEnumerable<string> Targets => base.Targets.Concat(Catch.Select(catcher => catcher.Next));
    }

    public sealed record Task(TaskResource Resource, Amount? Timeout, Amount? Heartbeat) : Working;

    public sealed record Parallel(IReadOnlyList<StateGraph> Branches) : Working;

    /// <summary>An inline Map; its item selector is what <see cref="Working.Parameters"/> holds.</summary>
    public sealed record Map(StateGraph Iteration, JsonPath ItemsPath, Amount? MaxConcurrency) : Working;
}
