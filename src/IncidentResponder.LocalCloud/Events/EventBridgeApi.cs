using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.Core.Decide;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Events;

/// <summary>EventBridge's operations on the default bus.</summary>
/// <param name="bus">The bus.</param>
public sealed class EventBridgeApi(EventBus bus) : ILocalService
{
    private const int LargestEntry = 262_144;

    /// <inheritdoc />
    public string SigningName => "events";

    /// <inheritdoc />
    public bool Owns(LocalRequest request) => true;

    /// <inheritdoc />
    public async Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
    {
        JsonObject input = request.Json();
        return request.Operation switch
        {
            "PutEvents" => await PutEventsAsync(input, request.Region, cancel),
            "PutRule" => PutRule(input, request),
            "PutTargets" => PutTargets(input),
            "RemoveTargets" => RemoveTargets(input),
            "ListRules" => LocalResponse.Json(new JsonObject { ["Rules"] = new JsonArray([.. bus.Rules.Select(Describe)]) }),
            "DescribeRule" => WithRule(input, rule => Describe(rule)),
            "ListTargetsByRule" => WithRule(input, rule => new JsonObject { ["Targets"] = new JsonArray([.. rule.Targets.Select(Describe)]) }, "Rule"),
            "EnableRule" => WithRule(input, rule => Switch(rule, true)),
            "DisableRule" => WithRule(input, rule => Switch(rule, false)),
            "DeleteRule" => Delete(input),
            "TestEventPattern" => Test(input),
            "ListEventBuses" => LocalResponse.Json(new JsonObject { ["EventBuses"] = new JsonArray(new JsonObject { ["Name"] = "default" }) }),
            _ => LocalResponse.Unknown(request),
        };
    }

    private async Task<LocalResponse> PutEventsAsync(JsonObject input, string region, CancellationToken cancel)
    {
        var results = new JsonArray();
        var failed = 0;
        foreach (JsonObject entry in (input["Entries"] as JsonArray ?? []).OfType<JsonObject>())
        {
            JsonObject result = await PutEntryAsync(entry, region, cancel);
            failed += result.ContainsKey("ErrorCode") ? 1 : 0;
            results.Add(result);
        }

        return LocalResponse.Json(new JsonObject { ["FailedEntryCount"] = failed, ["Entries"] = results });
    }

    private async Task<JsonObject> PutEntryAsync(JsonObject entry, string region, CancellationToken cancel)
    {
        string detail = entry["Detail"]?.GetValue<string>() ?? "";
        if (entry["Source"] is null || entry["DetailType"] is null || !TryObject(detail, out JsonObject? parsed))
            return Refused("MalformedDetail", "An entry needs Source, DetailType, and a Detail that is the text of a JSON object.");
        if (entry.ToJsonString().Length > LargestEntry)
            return Refused("InvalidArgument", $"The entry is larger than {LargestEntry} bytes.");
        string id = await bus.PutAsync(new JsonObject
        {
            ["source"] = entry["Source"]!.DeepClone(),
            ["detail-type"] = entry["DetailType"]!.DeepClone(),
            ["region"] = region,
            ["resources"] = entry["Resources"]?.DeepClone() ?? new JsonArray(),
            ["detail"] = parsed,
        }, cancel);
        return new JsonObject { ["EventId"] = id };
    }

    private LocalResponse PutRule(JsonObject input, LocalRequest request)
    {
        if (input["EventPattern"] is null)
            return LocalResponse.Error("ValidationException", "The local cloud runs rules with an EventPattern only; schedules never fire here.");
        string name = Text(input, "Name");
        string arn = $"arn:aws:events:{request.Region}:{request.Account}:rule/{name}";
        try
        {
            bus.Put(new EventRule(name, arn, Text(input, "EventPattern"), input["State"]?.GetValue<string>() != "DISABLED", bus.Find(name)?.Targets ?? []));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return LocalResponse.Error("InvalidEventPatternException", wrong.Message);
        }

        return LocalResponse.Json(new JsonObject { ["RuleArn"] = arn });
    }

    private LocalResponse PutTargets(JsonObject input) => WithRule(input, rule =>
    {
        ImmutableList<TargetSpec> added = [.. (input["Targets"] as JsonArray ?? []).OfType<JsonObject>().Select(Read)];
        bus.Put(rule with { Targets = rule.Targets.RemoveAll(old => added.Exists(one => one.Id == old.Id)).AddRange(added) });
        return new JsonObject { ["FailedEntryCount"] = 0, ["FailedEntries"] = new JsonArray() };
    }, "Rule");

    private LocalResponse RemoveTargets(JsonObject input) => WithRule(input, rule =>
    {
        string[] ids = [.. (input["Ids"] as JsonArray ?? []).Select(id => id!.GetValue<string>())];
        bus.Put(rule with { Targets = rule.Targets.RemoveAll(old => ids.Contains(old.Id)) });
        return new JsonObject { ["FailedEntryCount"] = 0, ["FailedEntries"] = new JsonArray() };
    }, "Rule");

    private JsonObject Switch(EventRule rule, bool enabled)
    {
        bus.Put(rule with { Enabled = enabled });
        return [];
    }

    private LocalResponse Delete(JsonObject input)
    {
        string name = Text(input, "Name");
        if (bus.Find(name) is { Targets.Count: > 0 })
            return LocalResponse.Error("ValidationException", $"Rule {name} still has targets; remove them first.");
        bus.Remove(name);
        return LocalResponse.Empty();
    }

    private static LocalResponse Test(JsonObject input)
    {
        try
        {
            using JsonDocument pattern = JsonDocument.Parse(Text(input, "EventPattern"));
            using JsonDocument subject = JsonDocument.Parse(Text(input, "Event"));
            return LocalResponse.Json(new JsonObject { ["Result"] = EventPattern.Parse(pattern.RootElement).Matches(subject.RootElement) });
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return LocalResponse.Error("InvalidEventPatternException", wrong.Message);
        }
    }

    private LocalResponse WithRule(JsonObject input, Func<EventRule, JsonObject> answer, string field = "Name")
    {
        string name = Text(input, field);
        return bus.Find(name) is { } rule
            ? LocalResponse.Json(answer(rule))
            : LocalResponse.Error("ResourceNotFoundException", $"Rule {name} does not exist on EventBus default.");
    }

    private static JsonObject Describe(EventRule rule) => new()
    {
        ["Name"] = rule.Name,
        ["Arn"] = rule.Arn,
        ["EventPattern"] = rule.PatternText,
        ["State"] = rule.Enabled ? "ENABLED" : "DISABLED",
        ["EventBusName"] = "default",
    };

    private static JsonObject Describe(TargetSpec target)
    {
        var shown = new JsonObject { ["Id"] = target.Id, ["Arn"] = target.Arn };
        if (target.Input is not null)
            shown["Input"] = target.Input;
        if (target.InputPath is not null)
            shown["InputPath"] = target.InputPath;
        if (target.DeadLetterArn is not null)
            shown["DeadLetterConfig"] = new JsonObject { ["Arn"] = target.DeadLetterArn };
        return shown;
    }

    /// <summary>Reads a target as PutTargets and templates write it.</summary>
    public static TargetSpec Read(JsonObject target)
    {
        if (target.ContainsKey("InputTransformer"))
            throw new FormatException($"Target {Text(target, "Id")} has an InputTransformer, which the local cloud lacks; use InputPath or Input.");
        return new TargetSpec(
            Text(target, "Id"),
            Text(target, "Arn"),
            target["Input"]?.GetValue<string>(),
            target["InputPath"]?.GetValue<string>(),
            target["DeadLetterConfig"]?["Arn"]?.GetValue<string>());
    }

    private static bool TryObject(string text, out JsonObject? parsed)
    {
        try
        {
            parsed = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            parsed = null;
        }

        return parsed is not null;
    }

    private static JsonObject Refused(string code, string message) => new() { ["ErrorCode"] = code, ["ErrorMessage"] = message };

    private static string Text(JsonObject input, string name) =>
        input[name]?.GetValue<string>() ?? throw new KeyNotFoundException($"{name} is missing; give it.");
}
