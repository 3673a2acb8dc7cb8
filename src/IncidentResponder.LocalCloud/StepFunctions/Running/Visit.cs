using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Paths;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>One state being run by one flow: its input and what paths are read from.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="State">The state.</param>
/// <param name="Raw">The state's input, before InputPath.</param>
/// <param name="Context">The context object.</param>
/// <param name="EnteredEvent">The event of the state's entry.</param>
/// <param name="Item">Map.Item of the context, handed on to inner states.</param>
internal sealed record Visit(Flow Flow, State State, JsonNode? Raw, JsonObject Context, int EnteredEvent, JsonObject? Item)
{
    /// <summary>What the state's own paths are read from: the input after InputPath, and the context.</summary>
    public Scope Scope() => new(Read(State.InputPath, new Scope(Raw, Context)), Context);

    /// <summary>The state's output, after OutputPath.</summary>
    public JsonNode? Output(JsonNode? value) => Read(State.OutputPath, new Scope(value, Context));

    /// <summary>The state's input with a result put in its place.</summary>
    public JsonNode? Put(JsonPath? place, JsonNode? result)
    {
        if (place is null)
            return Raw;
        return place.TryPut(Raw, result, out JsonNode? put)
            ? put
            : throw new StatesFault("States.ResultPathMatchFailure", $"Unable to apply ReferencePath {place.Text} to input {JsonText.Write(Raw)}");
    }

    /// <summary>Names the state in the cause of an error that arose while its data was handled.</summary>
    public StatesFault Place(StatesFault fault) => fault.IsPlaced
        ? fault
        : new StatesFault(fault.Error, $"An error occurred while executing the state '{State.Name}' (entered at the event id #{EnteredEvent}). {fault.Cause}") { IsPlaced = true };

    private static JsonNode? Read(JsonPath? path, Scope scope)
    {
        if (path is null)
            return new JsonObject();
        return path.TryRead(scope, out JsonNode? value)
            ? value
            : throw new StatesFault(StatesFault.Runtime, $"Invalid path '{path.Text}' : No results for path: {path.Text}");
    }
}
