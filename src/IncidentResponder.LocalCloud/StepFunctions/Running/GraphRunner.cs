using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Goes through states from the start to an end.</summary>
internal sealed class GraphRunner
{
    private readonly WorkRunner work;

    public GraphRunner(TaskRunner tasks) => work = new WorkRunner(tasks, new BranchRunner(this));

    /// <summary>Runs the states one after the other.</summary>
    /// <returns>The last state's output.</returns>
    /// <exception cref="StatesFault">A state failed and nothing caught it.</exception>
    /// <exception cref="OperationCanceledException">The flow is given up.</exception>
    public async Task<JsonNode?> RunAsync(StateGraph graph, JsonNode? input, Flow flow, JsonObject? item)
    {
        JsonNode? value = input;
        string? at = graph.StartAt;
        while (at is not null)
        {
            Step step = await VisitAsync(graph.States[at], value, flow, item);
            (value, at) = (step.Output, step.Next);
        }

        return value;
    }

    private async Task<Step> VisitAsync(State state, JsonNode? input, Flow flow, JsonObject? item)
    {
        flow.Abort.ThrowIfCancellationRequested();
        string given = JsonText.Write(input);
        int entered = flow.Record($"{state.Type}StateEntered", Data.Of("input", given, state.Name));
        flow.Execution.Tell(MomentKind.StateEntered, state.Name, given);
        JsonObject context = ContextObject.Of(flow.Execution, state, flow.Clock.GetUtcNow(), item);
        Visit visit = new(flow, state, input, context, entered, item);
        try
        {
            return Leave(visit, await StepAsync(visit));
        }
        catch (StatesFault fault)
        {
            if (state is State.Task && flow.IsInner)
                flow.RecordAside("TaskStateAborted");
            throw visit.Place(fault);
        }
        catch (OperationCanceledException) when (flow.IsInner && !flow.Execution.Abort.IsCancellationRequested)
        {
            if (state is State.Wait or State.Working)
                flow.RecordAside($"{state.Type}StateAborted");
            throw;
        }
    }

    private static Step Leave(Visit visit, Step step)
    {
        string output = JsonText.Write(step.Output);
        if (JsonText.IsTooLong(output))
            throw StatesFault.TooLong(visit.State.Name);
        visit.Flow.Record($"{visit.State.Type}StateExited", Data.Of("output", output, visit.State.Name));
        visit.Flow.Execution.Tell(MomentKind.StateExited, visit.State.Name, output);
        return step;
    }

    private async Task<Step> StepAsync(Visit visit) => visit.State switch
    {
        State.Pass pass => new Step(visit.Output(visit.Put(pass.ResultPath, Result(pass, visit.Scope()))), pass.Next),
        State.Succeed => new Step(visit.Output(visit.Scope().Input), null),
        State.Choice choice => new Step(visit.Output(visit.Scope().Input), Choose(choice, visit.Scope())),
        State.Wait wait => await WaitAsync(visit, wait),
        State.Working working => await work.RunAsync(visit, working),
        State.Fail fail => throw Failure(fail, visit.Scope()),
        _ => throw new InvalidOperationException($"Nothing runs states of the type {visit.State.Type}; add it to GraphRunner."),
    };

    private static JsonNode? Result(State.Pass pass, Scope scope)
    {
        if (pass.HasResult)
            return pass.Result;
        return pass.Parameters is null ? scope.Input : pass.Parameters.Fill(scope);
    }

    private static string Choose(State.Choice choice, Scope scope) =>
        choice.Rules.FirstOrDefault(rule => rule.When.Holds(scope))?.Next
        ?? choice.Default
        ?? throw new StatesFault(StatesFault.NoChoiceMatched, "Failed to transition out of the state. The state does not point to a next state.");

    private static StatesFault Failure(State.Fail fail, Scope scope) =>
        new(Told(fail.Error, "ErrorPath", scope), Told(fail.Cause, "CausePath", scope)) { IsPlaced = true };

    private static string? Told(Expressions.Expression? expression, string field, Scope scope)
    {
        if (expression is null)
            return null;
        JsonNode? value = expression.Evaluate(scope, field);
        return JsonText.AsText(value)
            ?? throw new StatesFault(StatesFault.Runtime, $"The {field} parameter does not reference a string: {expression.Text} == {JsonText.Write(value)}");
    }

    private static async Task<Step> WaitAsync(Visit visit, State.Wait wait)
    {
        LocalClock clock = visit.Flow.Clock;
        Scope scope = visit.Scope();
        TimeSpan length = wait.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds.Read(scope, 0)) : Until(wait, scope) - clock.GetUtcNow();
        Signal<bool> passed = new(clock);
        visit.Flow.Execution.Tell(MomentKind.StateWaiting, visit.State.Name, Timestamp.Write(clock.GetUtcNow() + length));
        using IDisposable due = clock.CallIn(length, WaitKind.Wait, () => passed.TryEnd(true));
        await visit.Flow.ParkAsync(passed);
        return new Step(visit.Output(scope.Input), wait.Next);
    }

    private static DateTimeOffset Until(State.Wait wait, Scope scope)
    {
        JsonNode? value = wait.Until!.Evaluate(scope, "TimestampPath");
        return Timestamp.Read(value) ?? throw new StatesFault(
            StatesFault.Runtime,
            $"The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {wait.Until.Text} == {JsonText.AsText(value) ?? JsonText.Write(value)}");
    }
}
