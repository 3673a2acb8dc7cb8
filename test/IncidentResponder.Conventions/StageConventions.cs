using IncidentResponder.Conventions.Reading;
using IncidentResponder.Core;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>One word for a stage: enum member, Core folder, function, handler and state.</summary>
public sealed class StageConventions
{
    private static readonly string[] Stages = Enum.GetNames<Stage>();

    // Ingest and Triage are one function, because a finding that was read must not be lost on the way to its incident.
    // ApprovalPage, SignIn, SlackInteractions and Tell are not stages: there people meet Approve and RollBack, and see what comes of it.
    private static readonly string[] FunctionNames =
        [.. Stages.Except([nameof(Stage.Ingest), nameof(Stage.Triage)]), "Intake", "ApprovalPage", "SignIn", "SlackInteractions", "Tell"];

    [Fact]
    public void Stage_EachMember_IsAFolderOfCore() =>
        Stages.Where(stage => !Directory.Exists(Repository.PathOf("src", "IncidentResponder.Core", stage))).ShouldBeEmpty();

    [Fact]
    public void Template_Functions_AreTheStages() =>
        Deployment.Functions.Keys.ShouldBe(FunctionNames.Select(name => name + "Function"), ignoreOrder: true);

    [Fact]
    public void Template_EachHandler_IsItsFunctionsName() =>
        Deployment.Functions.Where(function => function.Value["Handler"]!.ToString() + "Function" != function.Key)
            .Select(function => function.Key).ShouldBeEmpty();

    [Fact]
    public void Functions_EachHandlerOfTheTemplate_IsNamedInTheExecutable()
    {
        var sources = string.Concat(Tree.Sources("src/IncidentResponder.Functions").Select(source => source.Text));

        FunctionNames.Where(name => !sources.Contains($"\"{name}\"", StringComparison.Ordinal)
            && !sources.Contains($"class {name}Handler", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void StateMachines_Tasks_InvokeEachStageAfterTriage() =>
        Definition.Tasks.Select(task => task.Invokes).Distinct()
            .ShouldBe(Stages.Except([nameof(Stage.Ingest), nameof(Stage.Triage)]), ignoreOrder: true);

    [Fact]
    public void StateMachines_EachTask_BearsTheNameOfTheStageItInvokes() =>
        Definition.Tasks
            .Where(task => task.Name != "Expire" && !task.Name.StartsWith(task.Invokes, StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void StateMachines_Expire_IsAnsweredByApprove() =>
        Definition.Tasks.Single(task => task.Name == "Expire").Invokes.ShouldBe(nameof(Stage.Approve));

    [Fact]
    public void Makefile_BuildsEachFunctionOfTheTemplate()
    {
        var line = Tree.Read("Makefile").Split('\n').Single(line => line.StartsWith("FUNCTIONS := ", StringComparison.Ordinal));

        line["FUNCTIONS := ".Length..].Split(' ').ShouldBe(FunctionNames, ignoreOrder: true);
    }

    [Fact]
    public void Makefile_RebuildsForEachProjectThatTheFunctionsAreMadeOf()
    {
        var makefile = Tree.Read("Makefile");
        var references = Tree.Read("src/IncidentResponder.Functions/IncidentResponder.Functions.csproj").Split("<ProjectReference Include=\"../").Skip(1).Select(text => text.Split('/')[0]);

        references.Append("IncidentResponder.Functions").Where(project => !makefile.Contains($"src/{project} ", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
