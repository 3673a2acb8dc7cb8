using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Choices;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.States;

/// <summary>Reads the rules of a Choice state.</summary>
internal static class RuleReader
{
    private static readonly Condition Never = new Condition.Or([]);

    public static List<ChoiceRule> ReadRules(JsonArray rules, string at, Problems problems)
    {
        List<ChoiceRule> read = [];
        for (int i = 0; i < rules.Count; i++)
        {
            if (Open(rules[i], $"{at}[{i}]", problems) is not { } fields)
                continue;
            read.Add(new ChoiceRule(ReadCondition(fields, isRule: true), fields.RequiredText("Next")));
            fields.RefuseOthers();
        }

        return read;
    }

    private static Condition ReadCondition(Fields fields, bool isRule)
    {
        string[] operators = [.. fields.Names.Where(name => name is not ("Variable" or "Comment") && !(isRule && name is "Next"))];
        if (operators.Length != 1)
        {
            fields.Problems.Refuse(fields.At, $"A choice rule must have exactly one operator, not {operators.Length}: [{string.Join(", ", operators)}]");
            return Never;
        }

        return operators[0] switch
        {
            "And" => new Condition.And(ReadParts(fields, "And")),
            "Or" => new Condition.Or(ReadParts(fields, "Or")),
            "Not" => new Condition.Not(ReadPart(fields.Any("Not"), $"{fields.At}/Not", fields.Problems)),
            string comparison => ReadComparison(fields, comparison),
        };
    }

    private static List<Condition> ReadParts(Fields fields, string name)
    {
        JsonArray parts = fields.Array(name) ?? [];
        if (parts.Count == 0)
            fields.Refuse(name, "Value cannot be empty");
        return [.. parts.Select((part, i) => ReadPart(part, $"{fields.At}/{name}[{i}]", fields.Problems))];
    }

    private static Condition ReadPart(JsonNode? json, string at, Problems problems)
    {
        if (Open(json, at, problems) is not { } fields)
            return Never;
        Condition read = ReadCondition(fields, isRule: false);
        fields.RefuseOthers();
        return read;
    }

    private static Condition ReadComparison(Fields fields, string name)
    {
        if (!fields.Has("Variable"))
            fields.Missing("Variable");
        JsonPath? variable = fields.Path("Variable");
        if (name == "IsPresent")
            return variable is not null && fields.Boolean(name) is { } expected ? new Condition.IsPresent(variable, expected) : Never;
        if (Comparison.Find(name) is { } comparison)
            return ReadTest(fields, comparison, variable);
        if (name.EndsWith("Path", StringComparison.Ordinal) && Comparison.Find(name[..^4]) is { HasPathForm: true } against)
            return variable is not null && fields.Path(name) is { } path ? new Condition.TestAgainst(variable, against, path) : Never;
        fields.Refuse(name, $"'{name}' is no comparison operator");
        fields.Has(name);
        return Never;
    }

    private static Condition ReadTest(Fields fields, Comparison comparison, JsonPath? variable)
    {
        JsonNode? expected = fields.Any(comparison.Name);
        if (!comparison.Fits(expected))
            fields.Refuse(comparison.Name, $"The value for the field '{comparison.Name}' is of the wrong type: {JsonText.Write(expected)}");
        return variable is null ? Never : new Condition.Test(variable, comparison, expected);
    }

    private static Fields? Open(JsonNode? json, string at, Problems problems)
    {
        if (json is JsonObject rule)
            return new Fields(rule, at, problems);
        problems.Refuse(at, "A choice rule must be an object");
        return null;
    }
}
