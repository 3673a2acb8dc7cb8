using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads Retry and Catch.</summary>
internal static class HandlerReader
{
    private const int LongestDelay = 31_622_400;

    private static readonly HashSet<string> Reserved =
    [
        "States.ALL", "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold",
        "States.HeartbeatTimeout", "States.Http.Socket", "States.IntrinsicFailure", "States.ItemReaderFailed",
        "States.NoChoiceMatched", "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
        "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime", "States.TaskFailed", "States.Timeout",
    ];

    public static List<Retrier> ReadRetriers(Fields state) => ReadAll(state, "Retry", ReadRetrier);

    public static List<Catcher> ReadCatchers(Fields state) =>
        ReadAll(state, "Catch", fields => new Catcher(ReadErrors(fields), fields.ResultPath(), fields.RequiredText("Next")));

    private static Retrier ReadRetrier(Fields fields)
    {
        int interval = fields.Integer("IntervalSeconds", 1, Amount.Most) ?? 1;
        int? longest = fields.Integer("MaxDelaySeconds", 1, LongestDelay);
        if (longest <= interval)
            fields.Refuse("MaxDelaySeconds", $"MaxDelaySeconds must be more than IntervalSeconds, which is {interval}");
        string jitter = fields.Text("JitterStrategy") ?? "NONE";
        if (jitter is not ("NONE" or "FULL"))
            fields.Refuse("JitterStrategy", $"The field 'JitterStrategy' should have one of these values: [FULL, NONE], not {jitter}");
        return new Retrier(
            ReadErrors(fields),
            TimeSpan.FromSeconds(interval),
            fields.Integer("MaxAttempts", 0, Amount.Most) ?? 3,
            fields.Number("BackoffRate", 1, Amount.Most) ?? 2,
            longest is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            jitter == "FULL");
    }

    private static List<string> ReadErrors(Fields fields)
    {
        if (!fields.Has("ErrorEquals"))
            fields.Missing("ErrorEquals");
        JsonArray? given = fields.Array("ErrorEquals");
        if (given is { Count: 0 })
            fields.Refuse("ErrorEquals", "Value cannot be empty");
        List<string> errors = [];
        foreach (JsonNode? item in given ?? [])
        {
            if (JsonText.AsText(item) is not { } error)
                fields.Refuse("ErrorEquals", $"An error's name must be a string, not {JsonText.Write(item)}");
            else if (error.StartsWith("States.", StringComparison.Ordinal) && !Reserved.Contains(error))
                fields.Refuse("ErrorEquals", $"{error} is no error of Step Functions; names that start with States. are reserved");
            else
                errors.Add(error);
        }

        if (errors.Count > 1 && errors.Contains(StatesFault.All))
            fields.Refuse("ErrorEquals", "States.ALL must appear alone");
        return errors;
    }

    private static List<T> ReadAll<T>(Fields state, string name, Func<Fields, T> read)
    {
        JsonArray all = state.Array(name) ?? [];
        List<T> found = [];
        for (int i = 0; i < all.Count; i++)
        {
            string at = $"{state.At}/{name}[{i}]";
            if (all[i] is not JsonObject json)
            {
                state.Problems.Refuse(at, $"An entry of {name} must be an object");
                continue;
            }

            Fields fields = new(json, at, state.Problems);
            found.Add(read(fields));
            fields.RefuseOthers();
            if (i < all.Count - 1 && IsForAll(json))
                state.Problems.Refuse(at, $"States.ALL must be in the last entry of {name}");
        }

        return found;
    }

    private static bool IsForAll(JsonObject json) =>
        json["ErrorEquals"] is JsonArray errors && errors.Any(error => JsonText.AsText(error) == StatesFault.All);
}
