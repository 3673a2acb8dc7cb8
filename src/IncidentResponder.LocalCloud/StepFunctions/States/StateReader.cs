using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Expressions;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads one state.</summary>
internal sealed class StateReader(GraphReader graphs, Fields fields, string name)
{
    private static readonly JsonPath Whole = JsonPath.Parse("$");

    /// <summary>The state; null when its type is none. What is wrong with it has been noted.</summary>
    public State? Read()
    {
        DefinitionReader.RefuseJsonata(fields);
        State? state = fields.RequiredText("Type") switch
        {
            "Pass" => Pass(),
            "Succeed" => new State.Succeed { Name = name },
            "Fail" => Fail(),
            "Wait" => Wait(),
            "Choice" => Choice(),
            "Task" => WithHandlers(Task()),
            "Parallel" => WithHandlers(Parallel()),
            "Map" => WithHandlers(Map()),
            _ => null,
        };
        if (state is null)
        {
            fields.Refuse("Type", "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
            return null;
        }

        state = WithPathsAndNext(state);
        fields.RefuseOthers();
        return state;
    }

    private State WithPathsAndNext(State state)
    {
        if (state is not State.Fail)
            state = state with { InputPath = fields.PathOrNull("InputPath"), OutputPath = fields.PathOrNull("OutputPath") };
        if (state is State.Fail or State.Succeed or State.Choice)
            return state;
        string? next = fields.Text("Next");
        bool? end = fields.Boolean("End");
        if (end is false)
            fields.Refuse("End", "The value for the field 'End' can only be true; leave it out");
        if (fields.Has("Next") == fields.Has("End"))
            fields.Problems.Refuse(fields.At, "Exactly one of the fields 'Next' and 'End' is required");
        return state with { Next = next };
    }

    private State.Pass Pass()
    {
        if (fields.Has("Result") && fields.Has("Parameters"))
            fields.Refuse("Result", "You cannot define both 'Result' and 'Parameters'");
        return new State.Pass(fields.Template("Parameters"), fields.Has("Result"), fields.Any("Result"), fields.ResultPath()) { Name = name };
    }

    private State.Fail Fail() => new(TextOrPath("Error"), TextOrPath("Cause")) { Name = name, InputPath = Whole };

    private Expression? TextOrPath(string field)
    {
        if (fields.Has(field) && fields.Has(field + "Path"))
            fields.Refuse(field + "Path", $"You cannot define both '{field}' and '{field}Path'");
        if (fields.Has(field))
            return new Expression.Literal(field, JsonValue.Create(fields.Text(field) ?? ""));
        return fields.Expression(field + "Path");
    }

    private State.Wait Wait()
    {
        string[] given = [.. fields.Names.Where(field => field is "Seconds" or "SecondsPath" or "Timestamp" or "TimestampPath")];
        if (given.Length != 1)
            fields.Problems.Refuse(fields.At, "A Wait state must have exactly one of 'Seconds', 'SecondsPath', 'Timestamp' and 'TimestampPath'");
        Amount? seconds = fields.Amount("Seconds", 0);
        Expression? until = null;
        if (fields.Text("Timestamp") is { } timestamp)
        {
            until = new Expression.Literal("Timestamp", JsonValue.Create(timestamp));
            if (Timestamp.Read(timestamp) is null)
                fields.Refuse("Timestamp", $"The value for the field 'Timestamp' must be a valid ISO-8601 timestamp: {timestamp}");
        }

        if (fields.Path("TimestampPath", reference: true) is { } path)
            until = new Expression.At(path);
        return new State.Wait(seconds, until) { Name = name };
    }

    private State.Choice Choice()
    {
        if (!fields.Has("Choices"))
            fields.Missing("Choices");
        JsonArray? rules = fields.Array("Choices");
        if (rules is { Count: 0 })
            fields.Refuse("Choices", "Value cannot be empty");
        return new State.Choice(RuleReader.ReadRules(rules ?? [], $"{fields.At}/Choices", fields.Problems), fields.Text("Default")) { Name = name };
    }

    private State.Task Task()
    {
        TaskResource resource = TaskReader.ReadResource(fields);
        PayloadTemplate? parameters = fields.Template("Parameters");
        TaskReader.CheckParameters(fields, resource);
        Amount? timeout = fields.Amount("TimeoutSeconds", 1);
        Amount? heartbeat = fields.Amount("HeartbeatSeconds", 1);
        TaskReader.CheckTimes(fields, resource, timeout, heartbeat);
        return new State.Task(resource, timeout, heartbeat) { Name = name, Parameters = parameters };
    }

    private State.Parallel Parallel()
    {
        if (!fields.Has("Branches"))
            fields.Missing("Branches");
        JsonArray branches = fields.Array("Branches") ?? [];
        if (fields.Has("Branches") && branches.Count == 0)
            fields.Refuse("Branches", "Value cannot be empty");
        List<StateGraph> read = [];
        for (int i = 0; i < branches.Count; i++)
        {
            if (Graph(branches[i], $"{fields.At}/Branches[{i}]") is { } graph)
                read.Add(graph);
        }

        return new State.Parallel(read) { Name = name, Parameters = fields.Template("Parameters") };
    }

    private State.Map Map()
    {
        string processor = fields.Has("Iterator") ? "Iterator" : "ItemProcessor";
        string selector = fields.Has("Parameters") ? "Parameters" : "ItemSelector";
        if (!fields.Has(processor))
            fields.Missing("ItemProcessor");
        StateGraph? graph = fields.Object(processor) is { } json ? Graph(json, $"{fields.At}/{processor}", isProcessor: true) : null;
        JsonPath items = fields.Path("ItemsPath", reference: true) ?? Whole;
        return new State.Map(graph ?? new StateGraph("", new Dictionary<string, State>()), items, fields.Amount("MaxConcurrency", 0))
        {
            Name = name,
            Parameters = fields.Template(selector),
        };
    }

    private StateGraph? Graph(JsonNode? json, string at, bool isProcessor = false)
    {
        if (json is not JsonObject branch)
        {
            fields.Problems.Refuse(at, "A branch must be an object");
            return null;
        }

        Fields inner = new(branch, at, fields.Problems);
        if (isProcessor && inner.Object("ProcessorConfig") is { } config)
            CheckProcessor(new Fields(config, $"{at}/ProcessorConfig", fields.Problems));
        StateGraph? graph = graphs.Read(inner);
        inner.RefuseOthers();
        return graph;
    }

    private static void CheckProcessor(Fields config)
    {
        if (config.Text("Mode") is { } mode && mode != "INLINE")
            config.Refuse("Mode", $"The mode {mode} is not implemented by the local cloud; use INLINE");
        config.RefuseOthers();
    }

    private State.Working WithHandlers(State.Working state) => state with
    {
        ResultSelector = fields.Template("ResultSelector"),
        ResultPath = fields.ResultPath(),
        Retry = HandlerReader.ReadRetriers(fields),
        Catch = HandlerReader.ReadCatchers(fields),
    };
}
