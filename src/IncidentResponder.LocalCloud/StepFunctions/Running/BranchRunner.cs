using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Runs what is inside Parallel and Map states.</summary>
internal sealed class BranchRunner(GraphRunner graphs)
{
    /// <summary>AWS runs at most this many iterations of an inline Map at once.</summary>
    private const int MostAtOnce = 40;

    public async Task<JsonNode?> RunAsync(Visit visit, State.Parallel parallel)
    {
        Scope scope = visit.Scope();
        JsonNode? input = parallel.Parameters is null ? scope.Input : parallel.Parameters.Fill(scope);
        visit.Flow.Record("ParallelStateStarted");
        return await FinishAsync(visit, new Crew(visit.Flow).RunAsync(
            parallel.Branches.Count,
            parallel.Branches.Count,
            (flow, i) => graphs.RunAsync(parallel.Branches[i], input, flow, visit.Item)));
    }

    public async Task<JsonNode?> RunAsync(Visit visit, State.Map map)
    {
        Scope scope = visit.Scope();
        JsonArray items = Items(map, scope);
        int atOnce = map.MaxConcurrency?.Read(scope, 0) is { } limit and > 0 ? Math.Min(limit, MostAtOnce) : MostAtOnce;
        visit.Flow.Record("MapStateStarted", new JsonObject { ["length"] = items.Count });
        return await FinishAsync(visit, new Crew(visit.Flow).RunAsync(
            items.Count,
            atOnce,
            (flow, i) => IterateAsync(visit, map, scope, flow, new JsonObject { ["Index"] = i, ["Value"] = items[i]?.DeepClone() })));
    }

    private static JsonArray Items(State.Map map, Scope scope)
    {
        if (!map.ItemsPath.TryRead(scope, out JsonNode? items))
            throw new StatesFault(StatesFault.Runtime, $"Invalid path '{map.ItemsPath.Text}' : No results for path: {map.ItemsPath.Text}");
        return items as JsonArray
            ?? throw new StatesFault(StatesFault.Runtime, $"Map state input must be an array but was: {JsonText.Write(items)}");
    }

    private async Task<JsonNode?> IterateAsync(Visit visit, State.Map map, Scope scope, Flow flow, JsonObject item)
    {
        JsonObject Details() => new() { ["name"] = map.Name, ["index"] = item["Index"]!.DeepClone() };

        flow.Record("MapIterationStarted", Details());
        try
        {
            JsonObject context = scope.Context.DeepClone().AsObject();
            context["Map"] = new JsonObject { ["Item"] = item.DeepClone() };
            JsonNode? input = map.Parameters is null ? item["Value"] : map.Parameters.Fill(scope with { Context = context });
            JsonNode? output = await graphs.RunAsync(map.Iteration, input, flow, item);
            flow.RecordAside("MapIterationSucceeded", Details());
            return output;
        }
        catch (StatesFault fault)
        {
            flow.RecordAside("MapIterationFailed", Details());
            throw visit.Place(fault);
        }
        catch (OperationCanceledException) when (!flow.Execution.Abort.IsCancellationRequested)
        {
            flow.RecordAside("MapIterationAborted", Details());
            throw;
        }
    }

    private static async Task<JsonNode?> FinishAsync(Visit visit, Task<JsonArray> work)
    {
        try
        {
            JsonArray results = await work;
            visit.Flow.Record($"{visit.State.Type}StateSucceeded");
            return results;
        }
        catch (StatesFault)
        {
            visit.Flow.Record($"{visit.State.Type}StateFailed");
            throw;
        }
    }
}
