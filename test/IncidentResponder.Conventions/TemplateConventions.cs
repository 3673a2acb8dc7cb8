using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;

namespace IncidentResponder.Conventions;

/// <summary>What the template promises beside permissions.</summary>
public sealed partial class TemplateConventions
{
    private static readonly string[] Retained = ["IncidentTable", "EvidenceBucket", "DataKey", "EvidenceSigningKey"];

    [Fact]
    public void Functions_Each_HasALogGroupWithRetentionAndKey()
    {
        foreach (var (id, function) in Deployment.Functions)
        {
            var group = Deployment.Resources[Json.TextOf(function["LoggingConfig"]!["LogGroup"])]["Properties"]!;

            Json.TextOf(group["LogGroupName"]).ShouldEndWith("-" + id[..^"Function".Length]);
            Json.TextOf(group["RetentionInDays"]).ShouldBe("LogRetentionDays", id);
            Json.TextOf(group["KmsKeyId"]).ShouldBe("DataKey", id);
        }
    }

    [Fact]
    public void Functions_Each_IsGivenTheVariablesThatItAsksFor()
    {
        var composition = Tree.Read("src/IncidentResponder.Functions/Composition.cs");
        var names = Variable().Matches(composition).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var asked = Need().Matches(composition).ToDictionary(
            match => match.Groups[1].Value + "Function",
            match => match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries).Select(name => names[name]).Order().ToList());

        asked.Keys.ShouldBe(Deployment.Functions.Keys, ignoreOrder: true);
        foreach (var (id, function) in Deployment.Functions)
            function["Environment"]!["Variables"]!.AsObject().Select(variable => variable.Key).Where(name => name != "APPROVERS").Order().ToList().ShouldBe(asked[id], customMessage: id);
    }

    [Fact]
    public void Functions_Each_IsBuiltByTheMakefile() =>
        Deployment.Functions.Keys.Where(id => Deployment.Resources[id]["Metadata"]?["BuildMethod"]?.ToString() != "makefile").ShouldBeEmpty();

    [Fact]
    public void FindingQueue_Visibility_IsSixTimesIntakesTimeOut()
    {
        var visibility = int.Parse(Deployment.Resources["FindingQueue"]["Properties"]!["VisibilityTimeout"]!.ToString());
        var timeOut = int.Parse(Deployment.Functions["IntakeFunction"]["Timeout"]!.ToString());

        visibility.ShouldBeGreaterThanOrEqualTo(6 * timeOut);
    }

    [Fact]
    public void IntakeMappings_Concurrency_IsTogetherWhatTheFunctionReserves() =>
        Deployment.OfType("AWS::Lambda::EventSourceMapping").Values.Where(mapping => Json.TextOf(mapping["FunctionName"]) == "IntakeFunction").Sum(mapping => int.Parse(mapping["ScalingConfig"]!["MaximumConcurrency"]!.ToString()))
            .ShouldBe(int.Parse(Deployment.Functions["IntakeFunction"]["ReservedConcurrentExecutions"]!.ToString()));

    [Fact]
    public void WhatMustOutliveTheStack_IsRetained() =>
        Retained.Where(id => Deployment.Resources[id]["DeletionPolicy"]?.ToString() != "Retain" || Deployment.Resources[id]["UpdateReplacePolicy"]?.ToString() != "Retain")
            .ShouldBeEmpty();

    [Fact]
    public void Keys_AreThreeOfWhichOneIsChangedInTurns() => Deployment.OfType("AWS::KMS::Key").Keys.ShouldBe(["DataKey", "EvidenceSigningKey", "LinkKey", "LinkKeyB"], ignoreOrder: true);

    [Fact]
    public void EvidenceSigningKey_IsUsedByPreserveAlone()
    {
        var signing = Deployment.Statements.Where(statement => statement.Allows && statement.Actions.Contains("kms:Sign")).ToList();

        signing.ShouldHaveSingleItem().Owner.ShouldBe("EvidenceSigningKey");
        Json.ObjectsIn(Deployment.Resources["EvidenceSigningKey"]).Where(found => found["Sid"]?.ToString() == "ManifestsAreSigned")
            .ShouldHaveSingleItem()["Principal"]!.ToJsonString().ShouldBe("""{"AWS":{"Fn::GetAtt":["PreserveRole","Arn"]}}""");
    }

    // The key's and the topic's policies let alarms in by name.
    [Fact]
    public void Alarms_EachName_BeginsWithTheStacksAndGoesToTheNoticeTopic() =>
        Deployment.OfType("AWS::CloudWatch::Alarm")
            .Where(alarm => !Json.TextOf(alarm.Value["AlarmName"]).StartsWith("${AWS::StackName}-", StringComparison.Ordinal)
                || Json.ListOf(alarm.Value["AlarmActions"]).Select(Json.TextOf).Single() != "NoticeTopic")
            .Select(alarm => alarm.Key).ShouldBeEmpty();

    // An alarm adds up ten metrics at most.
    [Theory]
    [InlineData("FunctionErrorAlarm", "TellErrorAlarm")]
    [InlineData("FunctionThrottleAlarm", "TellThrottleAlarm")]
    public void FunctionAlarms_CoverEachFunctionButEnrich(params string[] alarms) =>
        alarms.SelectMany(alarm => Json.ObjectsIn(Deployment.Resources[alarm])).Where(found => found["Name"]?.ToString() == "FunctionName").Select(dimension => Json.TextOf(dimension["Value"]))
            .ShouldBe(Deployment.Functions.Keys.Except(["EnrichFunction"]), ignoreOrder: true);

    [Fact]
    public void PageLog_DoesNotHoldTheLinksToken()
    {
        var format = Deployment.Resources["PageApi"]["Properties"]!["AccessLogSettings"]!["Format"]!.ToString();

        format.ShouldNotContain("$context.path");
        format.ShouldNotContain("querystring");
        format.ShouldContain("$context.routeKey");
    }

    [Fact]
    public void References_Each_IsAResourceOrAParameter()
    {
        var known = Deployment.Resources.Keys.Concat(Deployment.Parameters).ToHashSet();

        Deployment.Resources.Values.SelectMany(Json.ObjectsIn).Where(found => found.Count == 1 && (found.ContainsKey("Ref") || found.ContainsKey("Fn::GetAtt")))
            .Select(Json.TextOf).Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal) && !known.Contains(name)).Distinct().ShouldBeEmpty();
    }

    [GeneratedRegex("const string (\\w+) = \"([A-Z_]+)\";")]
    private static partial Regex Variable();

    [GeneratedRegex("\\[\"(\\w+)\"\\] = \\[([\\w, ]+)\\],")]
    private static partial Regex Need();
}
