using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>Nothing waits for ever, every failure has a path, and the definitions and the template know each other.</summary>
public sealed partial class StateMachineConventions
{
    private static readonly string[] StatesErrors =
        ["States.ALL", "States.TaskFailed", "States.Timeout", "States.HeartbeatTimeout", "States.Permissions", "States.DataLimitExceeded"];

    private static readonly string[] LambdaErrors =
    [
        "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
        "Lambda.ClientExecutionTimeoutException", "Lambda.TooManyRequestsException", "Lambda.Unknown",
    ];

    [Fact]
    public void Placeholders_AndDefinitionSubstitutions_AreTheSame()
    {
        foreach (var machine in Deployment.StateMachines.Values)
        {
            var file = Path.GetFileName(machine["DefinitionUri"]!.ToString());
            var placeholders = Placeholder().Matches(Definition.All.Single(definition => definition.File == file).Text).Select(match => match.Groups[1].Value);

            machine["DefinitionSubstitutions"]!.AsObject().Select(pair => pair.Key)
                .ShouldBe(placeholders.Distinct(), ignoreOrder: true, customMessage: file);
        }
    }

    [Fact]
    public void Substitutions_EachKey_IsTheArnOfItsFunction() =>
        Deployment.StateMachines.Values.SelectMany(machine => machine["DefinitionSubstitutions"]!.AsObject())
            .Where(pair => Json.TextOf(pair.Value) + "Arn" != pair.Key).Select(pair => pair.Key).ShouldBeEmpty();

    [Fact]
    public void StateMachines_EachInvokedFunction_IsInTheRole()
    {
        foreach (var (id, machine) in Deployment.StateMachines)
        {
            var invocable = Deployment.AllowedTo(Json.TextOf(machine["Role"])).Where(statement => statement.Actions.Contains("lambda:InvokeFunction"))
                .SelectMany(statement => statement.Resources);

            invocable.ShouldBe(machine["DefinitionSubstitutions"]!.AsObject().Select(pair => Json.TextOf(pair.Value)), ignoreOrder: true, customMessage: id);
        }
    }

    /// <summary>A path to what no state keeps ends an execution at once, and nothing catches it.</summary>
    [Fact]
    public void Paths_EachThatAStateReads_IsKeptBySome()
    {
        foreach (var definition in Definition.All)
        {
            var kept = definition.OwnStates.Where(state => state.Definition["ResultPath"] is not null)
                .SelectMany(state => ((state.Definition["ResultSelector"] ?? state.Definition["Parameters"])?.AsObject() ?? [])
                    .Select(field => $"{state.Definition["ResultPath"]}.{field.Key.TrimEnd('$').TrimEnd('.')}"))
                .ToHashSet(StringComparer.Ordinal);

            ReadPath().Matches(definition.Text).Select(match => match.Value.Trim('"')).Distinct()
                .Where(path => !path.StartsWith("$.Payload.", StringComparison.Ordinal) && !path.StartsWith("$.failure.", StringComparison.Ordinal) && !kept.Contains(path))
                .ShouldBeEmpty(definition.File);
        }
    }

    [Fact]
    public void Tasks_Each_HasATimeOut() =>
        Definition.Tasks.Where(task => task.Definition["TimeoutSeconds"] is null && task.Definition["TimeoutSecondsPath"] is null).ShouldBeEmpty();

    [Fact]
    public void Tasks_Each_OutlastsItsFunction() =>
        Definition.Tasks.Where(task => task.Definition["TimeoutSeconds"] is { } seconds
            && seconds.GetValue<int>() <= int.Parse(Deployment.Functions[task.Invokes + "Function"]["Timeout"]!.ToString())).ShouldBeEmpty();

    [Fact]
    public void Tasks_Each_RetriesTransientFaultsOfLambda() =>
        Definition.Tasks.Where(task => !task.Retriers.Any(retrier => Names(retrier).Contains("Lambda.TooManyRequestsException"))).ShouldBeEmpty();

    [Fact]
    public void Tasks_Each_CatchesAllLastAndAlone() =>
        Definition.Tasks.Where(task => !Names(task.Catchers.LastOrDefault()).SequenceEqual(["States.ALL"])).ShouldBeEmpty();

    [Fact]
    public void Parallels_Each_CatchAll() =>
        Definition.States.Where(state => state.Type is "Parallel" or "Map" && !Names(state.Catchers.LastOrDefault()).SequenceEqual(["States.ALL"])).ShouldBeEmpty();

    [Fact]
    public void StatesAll_IsNeverMixedAndNeverBeforeAnother() =>
        Definition.States.Where(state => Misplaced(state.Catchers) || Misplaced(state.Retriers)).ShouldBeEmpty();

    [Fact]
    public void TokenTasks_Each_HasHeartbeatTimeOutAndTokenAndCatchesBoth()
    {
        var tasks = Definition.Tasks.Where(task => task.WaitsForToken).ToList();

        tasks.Select(task => task.Name).ShouldBe(["Approve"]);
        tasks.Where(task => task.Definition["HeartbeatSecondsPath"] is null || task.Definition["TimeoutSecondsPath"] is null).ShouldBeEmpty();
        tasks.Where(task => !task.Payload.Any(member => member.Value?.ToString() == "$$.Task.Token")).ShouldBeEmpty();
        tasks.Where(task => !Names(task.Catchers.First()).Order().SequenceEqual(["States.HeartbeatTimeout", "States.Timeout"])).ShouldBeEmpty();
    }

    [Fact]
    public void ErrorEquals_Each_IsKnownOrAnExceptionOfTheProduct()
    {
        var exceptions = Tree.Sources("src/IncidentResponder.Functions").Concat(Tree.Sources("src/IncidentResponder.Core"))
            .Concat(Tree.Sources("src/IncidentResponder.Aws"))
            .SelectMany(source => ExceptionClass().Matches(source.Text)).Select(match => match.Groups[1].Value);
        var known = StatesErrors.Concat(LambdaErrors).Concat(exceptions).ToHashSet();

        Definition.States.SelectMany(state => state.Catchers.Concat(state.Retriers)).SelectMany(Names).Where(name => !known.Contains(name)).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Choices_Each_HasADefault() =>
        Definition.States.Where(state => state.Type == "Choice" && state.Definition["Default"] is null).ShouldBeEmpty();

    [Fact]
    public void Payloads_Each_HasTheIncidentAndTheTime() =>
        Definition.Tasks.Where(task => task.Payload["incidentId.$"]?.ToString() != "$.incidentId" || task.Payload["at.$"]?.ToString() != "$$.State.EnteredTime")
            .ShouldBeEmpty();

    [Fact]
    public void Machines_Each_HasATimeOut() => Definition.All.Where(definition => definition.Root["TimeoutSeconds"] is null).ShouldBeEmpty();

    [Fact]
    public void Machines_Each_IsInTheTemplate() =>
        Deployment.StateMachines.Values.Select(machine => Path.GetFileName(machine["DefinitionUri"]!.ToString()))
            .ShouldBe(Directory.EnumerateFiles(Repository.PathOf("src", "statemachine")).Select(file => Path.GetFileName(file)), ignoreOrder: true);

    private static string[] Names(System.Text.Json.Nodes.JsonNode? handler) => [.. Json.ListOf(handler?["ErrorEquals"]).Select(Json.TextOf)];

    private static bool Misplaced(IEnumerable<System.Text.Json.Nodes.JsonNode?> handlers)
    {
        var names = handlers.Select(Names).ToList();
        return names.Any(list => list.Contains("States.ALL") && list.Length > 1) || names.SkipLast(1).Any(list => list.Contains("States.ALL"));
    }

    [GeneratedRegex("\"\\$\\.[a-z]+\\.[A-Za-z]+\"")]
    private static partial Regex ReadPath();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"class (\w+)(?:\([^{;]*\))?\s*:\s*\w*Exception")]
    private static partial Regex ExceptionClass();
}
