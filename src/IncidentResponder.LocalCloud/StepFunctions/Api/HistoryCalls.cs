using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Running;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>The call for an execution's history.</summary>
internal static class HistoryCalls
{
    private static readonly string[] DataMembers = ["input", "inputDetails", "output", "outputDetails", "parameters"];

    public static JsonObject Get(CallBody body, Execution execution)
    {
        IReadOnlyList<HistoryEvent> events = execution.History();
        bool reverse = body.Flag("reverseOrder");
        bool withData = JsonText.AsBoolean(body.Json["includeExecutionData"]) ?? true;
        return Page.Answer(
            body,
            "events",
            $"{execution.Arn} {reverse}",
            reverse ? [.. events.Reverse()] : events,
            shown => Show(shown, withData));
    }

    private static JsonObject Show(HistoryEvent shown, bool withData)
    {
        JsonObject json = new()
        {
            ["timestamp"] = Page.Time(shown.At),
            ["type"] = shown.Type,
            ["id"] = shown.Id,
            ["previousEventId"] = shown.PreviousId,
        };
        if (shown.Details is not { } details)
            return json;
        JsonObject copy = details.DeepClone().AsObject();
        foreach (string member in withData ? [] : DataMembers)
            copy.Remove(member);
        json[shown.DetailsMember] = copy;
        return json;
    }
}
