namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class PathTests : IDisposable
{
    private const string Finding = """
        {"id":"f-1","nothing":null,"odd name":1,"resources":[{"Type":"AwsEc2Instance","Id":"i-1","score":90},{"Type":"AwsIamUser","Id":"u-1","score":40},{"Type":"AwsIamUser","Id":"u-2"}],
         "deep":{"list":[0,10,20,30,40,50],"id":"inner"}}
        """;

    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Theory]
    [InlineData("$.id", "\"f-1\"")]
    [InlineData("$['id']", "\"f-1\"")]
    [InlineData("$.odd name", null)]
    [InlineData("$['odd name']", "1")]
    [InlineData("$.nothing", "null")]
    [InlineData("$.resources[0].Id", "\"i-1\"")]
    [InlineData("$.resources[-1].Id", "\"u-2\"")]
    [InlineData("$.resources[*].Id", "[\"i-1\",\"u-1\",\"u-2\"]")]
    [InlineData("$.resources[0,2].Id", "[\"i-1\",\"u-2\"]")]
    [InlineData("$.deep.list[3:]", "[30,40,50]")]
    [InlineData("$.deep.list[:2]", "[0,10]")]
    [InlineData("$.deep.list[-2:]", "[40,50]")]
    [InlineData("$.deep.list[1:3]", "[10,20]")]
    [InlineData("$.deep.list[9:]", "[]")]
    [InlineData("$.deep.*", "[[0,10,20,30,40,50],\"inner\"]")]
    [InlineData("$..id", "[\"f-1\",\"inner\"]")]
    [InlineData("$..Id", "[\"i-1\",\"u-1\",\"u-2\"]")]
    [InlineData("$.resources[?(@.score>80)].Id", "[\"i-1\"]")]
    [InlineData("$.resources[?(@.score>95)].Id", "[]")]
    [InlineData("$.resources[?(@.score)].Id", "[\"i-1\",\"u-1\"]")]
    [InlineData("$.resources[?(!(@.score))].Id", "[\"u-2\"]")]
    [InlineData("$.resources[?(@.Type == 'AwsIamUser' && @.score <= 40)].Id", "[\"u-1\"]")]
    [InlineData("$.resources[?(@.Id=='i-1' || @.Id==\"u-2\")].Id", "[\"i-1\",\"u-2\"]")]
    [InlineData("$.resources[?(@.Type != 'AwsIamUser')].Id", "[\"i-1\"]")]
    [InlineData("$$.StateMachine.Name", "\"machine-1\"")]
    [InlineData("$$.Execution.Input.id", "\"f-1\"")]
    public async Task Path_InATemplate_SelectsAsOnAws(string path, string? expected)
    {
        string definition = Some.Machine($$"""{"Type":"Pass","Parameters":{"v.$":{{Quoted(path)}}},"End":true}""");
        if (expected is null)
        {
            (await Should.ThrowAsync<Refusal>(() => steps.RunAsync(definition, Finding))).Code.ShouldBe("InvalidDefinition");
            return;
        }

        (await steps.RunAsync(definition, Finding)).ShouldSucceedWith($$"""{"v":{{expected}}}""");
    }

    [Theory]
    [InlineData("$.missing")]
    [InlineData("$.missing[*]")]
    [InlineData("$.resources[7]")]
    [InlineData("$.id.inner")]
    [InlineData("$$.Task.Token")]
    public async Task Path_FindsNothing_EndsTheExecutionNamingPathAndField(string path)
    {
        Outcome outcome = await steps.RunAsync(Some.Machine($$"""{"Type":"Pass","Parameters":{"v.$":{{Quoted(path)}}},"End":true}"""), Finding);

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldStartWith($"An error occurred while executing the state 'Work' (entered at the event id #2). The JSONPath '{path}' specified for the field 'v.$' could not be found in the input");
    }

    [Theory]
    [InlineData("\"InputPath\":\"$.deep\"", "{\"list\":[0,10,20,30,40,50],\"id\":\"inner\"}")]
    [InlineData("\"InputPath\":null", "{}")]
    [InlineData("\"OutputPath\":\"$.deep.id\"", "\"inner\"")]
    [InlineData("\"OutputPath\":null", "{}")]
    [InlineData("\"Result\":5,\"OutputPath\":\"$\"", "5")]
    [InlineData("\"Result\":null", "null")]
    [InlineData("\"InputPath\":\"$.deep.id\",\"ResultPath\":\"$.resources[0].owner.name\",\"OutputPath\":\"$.resources[0].owner\"", "{\"name\":\"inner\"}")]
    [InlineData("\"Result\":1,\"ResultPath\":\"$.new.place\",\"OutputPath\":\"$.new\"", "{\"place\":1}")]
    [InlineData("\"Result\":{\"x\":1},\"ResultPath\":null,\"OutputPath\":\"$.id\"", "\"f-1\"")]
    [InlineData("\"Result\":1,\"ResultPath\":\"$.deep.list[1]\",\"OutputPath\":\"$.deep.list\"", "[0,1,20,30,40,50]")]
    [InlineData("\"Parameters\":{\"all\":[{\"x.$\":\"$.id\"},2],\"c\":{\"d.$\":\"$.deep.id\"}}", "{\"all\":[{\"x\":\"f-1\"},2],\"c\":{\"d\":\"inner\"}}")]
    [InlineData("\"InputPath\":\"$$.Execution.Input.deep.id\"", "\"inner\"")]
    public async Task DataFields_OfAState_ApplyInOrder(string fields, string expected) =>
        (await steps.RunAsync(Some.Machine($$"""{"Type":"Pass",{{fields}},"End":true}"""), Finding)).ShouldSucceedWith(expected);

    [Theory]
    [InlineData("\"InputPath\":\"$.no\"", "States.Runtime", "Invalid path '$.no'")]
    [InlineData("\"OutputPath\":\"$.no.such\"", "States.Runtime", "Invalid path '$.no.such'")]
    [InlineData("\"Result\":1,\"ResultPath\":\"$.id.inner\"", "States.ResultPathMatchFailure", "Unable to apply ReferencePath $.id.inner")]
    [InlineData("\"Result\":1,\"ResultPath\":\"$.deep.list[9]\"", "States.ResultPathMatchFailure", "$.deep.list[9]")]
    public async Task DataFields_ThatDoNotFit_FailTheExecution(string fields, string error, string cause)
    {
        Outcome outcome = await steps.RunAsync(Some.Machine($$"""{"Type":"Pass",{{fields}},"End":true}"""), Finding);

        outcome.ShouldFailWith(error);
        outcome.Cause!.ShouldContain(cause);
    }

    [Fact]
    public async Task ContextObject_InAPassState_IsWhole()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""{"Type":"Pass","InputPath":"$$","End":true}"""), """{"n":1}""");

        string name = outcome.Arn.Split(':')[^1];
        outcome.ShouldSucceedWith($$$"""
            {"Execution":{"Id":"{{{outcome.Arn}}}","Input":{"n":1},"StartTime":"2026-03-01T12:00:00.000Z","Name":"{{{name}}}","RoleArn":"arn:aws:iam::111122223333:role/machine","RedriveCount":0},
             "StateMachine":{"Id":"arn:aws:states:eu-west-1:111122223333:stateMachine:machine-1","Name":"machine-1"},
             "State":{"Name":"Work","EnteredTime":"2026-03-01T12:00:00.000Z"}}
            """);
    }

    [Fact]
    public async Task Numbers_ThatPassThrough_KeepTheirDigits()
    {
        Outcome outcome = await steps.RunAsync(Some.Machine("""{"Type":"Pass","End":true}"""), """{"a":1.10,"b":12345678901234567890,"c":"ä<&>"}""");

        outcome.Output.ShouldBe("""{"a":1.10,"b":12345678901234567890,"c":"ä<&>"}""");
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
