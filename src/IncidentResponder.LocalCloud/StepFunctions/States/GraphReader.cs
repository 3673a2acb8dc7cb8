using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads states that belong together, and checks that each is named once, reached, and leads to one that exists.</summary>
internal sealed class GraphReader(Problems problems)
{
    private const int LongestName = 80;

    private readonly HashSet<string> names = [];

    /// <summary>Reads StartAt and States; null when there is too little to go on.</summary>
    public StateGraph? Read(Fields fields)
    {
        string startAt = fields.RequiredText("StartAt");
        if (!fields.Has("States"))
            fields.Missing("States");
        if (fields.Object("States") is not { } states)
            return null;
        string at = $"{fields.At}/States";
        if (states.Count == 0)
            problems.Refuse(at, "Value cannot be empty");
        Dictionary<string, State> read = [];
        foreach ((string name, JsonNode? json) in states)
        {
            CheckName(name, $"{at}/{name}");
            if (ReadState(name, json, $"{at}/{name}") is { } state)
                read[name] = state;
        }

        StateGraph graph = new(startAt, read);
        CheckTargets(graph, states, fields.At);
        return graph;
    }

    private void CheckName(string name, string at)
    {
        if (name.Length is 0 or > LongestName)
            problems.Refuse(at, $"A state's name has 1 to {LongestName} characters, this one has {name.Length}");
        if (!names.Add(name))
            problems.Add(Problems.Duplicate, at, $"Duplicate State name: {name}");
    }

    private State? ReadState(string name, JsonNode? json, string at)
    {
        if (json is JsonObject state)
            return new StateReader(this, new Fields(state, at, problems), name).Read();
        problems.Refuse(at, "A state must be an object");
        return null;
    }

    private void CheckTargets(StateGraph graph, JsonObject states, string at)
    {
        if (!states.ContainsKey(graph.StartAt))
            problems.Add(Problems.Target, $"{at}/StartAt", $"Missing 'StartAt' target: {graph.StartAt}");
        foreach (State state in graph.States.Values)
        {
            foreach (string target in state.Targets.Where(target => target.Length > 0 && !states.ContainsKey(target)).Distinct())
                problems.Add(Problems.Target, $"{at}/States/{state.Name}", $"Missing 'Next' target: {target}");
        }

        HashSet<string> reached = Reached(graph);
        foreach (string name in graph.States.Keys.Where(name => !reached.Contains(name)))
            problems.Add(Problems.Target, $"{at}/States/{name}", $"State \"{name}\" is not reachable");
    }

    private static HashSet<string> Reached(StateGraph graph)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([graph.StartAt]);
        while (open.TryPop(out string? name))
        {
            if (reached.Add(name) && graph.States.TryGetValue(name, out State? state))
            {
                foreach (string target in state.Targets)
                    open.Push(target);
            }
        }

        return reached;
    }
}
