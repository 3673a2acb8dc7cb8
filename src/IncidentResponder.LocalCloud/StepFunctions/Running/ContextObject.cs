using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.States;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>Makes the context object, what <c>$$</c> stands for.</summary>
internal static class ContextObject
{
    /// <param name="execution">The execution.</param>
    /// <param name="state">The state that is being run.</param>
    /// <param name="enteredAt">When the state was entered; a retry changes nothing about it.</param>
    /// <param name="item">Map.Item, inside a Map state.</param>
    public static JsonObject Of(Execution execution, State state, DateTimeOffset enteredAt, JsonObject? item)
    {
        JsonObject context = new()
        {
            ["Execution"] = new JsonObject
            {
                ["Id"] = execution.Arn,
                ["Input"] = JsonText.Parse(execution.Input),
                ["StartTime"] = Timestamp.Write(execution.StartDate),
                ["Name"] = execution.Name,
                ["RoleArn"] = execution.Machine.RoleArn,
                ["RedriveCount"] = 0,
            },
            ["StateMachine"] = new JsonObject { ["Id"] = execution.Machine.Arn, ["Name"] = execution.Machine.Name },
            ["State"] = new JsonObject { ["Name"] = state.Name, ["EnteredTime"] = Timestamp.Write(enteredAt) },
        };
        if (item is not null)
            context["Map"] = new JsonObject { ["Item"] = item.DeepClone() };
        return context;
    }
}
