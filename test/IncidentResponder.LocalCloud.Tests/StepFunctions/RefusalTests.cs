namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class RefusalTests : IDisposable
{
    private const string Invoke = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"}";

    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Theory]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"StartAt":""", "no JSON")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"A":{"Type":"Pass","End":true}}}""", "A")]
    [InlineData("""{"States":{"A":{"Type":"Pass","End":true}}}""", "'StartAt' is required")]
    [InlineData("""{"StartAt":"A"}""", "'States' is required")]
    [InlineData("""{"StartAt":"A","States":{}}""", "cannot be empty at /States")]
    [InlineData("""{"StartAt":"B","States":{"A":{"Type":"Pass","End":true}}}""", "Missing 'StartAt' target: B")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}""", "Missing 'Next' target: B at /States/A")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"B":{"Type":"Pass","End":true}}}""", "State \"B\" is not reachable at /States/B")]
    [InlineData("""{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","End":true}}}""", "JSONata is not implemented")]
    [InlineData("""{"StartAt":"A","Version":"2.0","States":{"A":{"Type":"Pass","End":true}}}""", "Version")]
    [InlineData("""{"StartAt":"A","Stats":1,"States":{"A":{"Type":"Pass","End":true}}}""", "Field 'Stats' is not supported at /Stats")]
    [InlineData("""{"StartAt":"A","TimeoutSeconds":0,"States":{"A":{"Type":"Pass","End":true}}}""", "TimeoutSeconds")]
    public async Task Definition_BrokenAsAWhole_IsRefused(string definition, string says) => await ShouldBeRefusedAsync(definition, says);

    [Theory]
    [InlineData("\"Type\":\"Pass\"", "'Next' and 'End'")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Next\":\"Work\"", "'Next' and 'End'")]
    [InlineData("\"Type\":\"Pass\",\"End\":false", "/States/Work/End")]
    [InlineData("\"Type\":\"Pas\",\"End\":true", "/States/Work/Type")]
    [InlineData("\"End\":true", "'Type' is required")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Assign\":{\"x\":1}", "/States/Work/Assign")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Output\":\"{% 1 %}\"", "/States/Work/Output")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"QueryLanguage\":\"JSONata\"", "/States/Work/QueryLanguage")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Result\":1,\"Parameters\":{}", "/States/Work/Result")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"InputPath\":\"a.b\"", "/States/Work/InputPath")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"InputPath\":\"$.a[\"", "/States/Work/InputPath")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"OutputPath\":\"$.a.length()\"", "States.ArrayLength")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"OutputPath\":\"$var.a\"", "variables")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"ResultPath\":\"$.a[*]\"", "reference path")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"ResultPath\":\"$$.a\"", "context object")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"a\":{\"b.$\":\"x\"}}", "/States/Work/Parameters/a/b.$")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"b.$\":7}", "/States/Work/Parameters/b.$")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"b.$\":\"States.Nope()\"}", "States.Nope")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"b.$\":\"States.ArrayLength()\"}", "takes 1 arguments")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"b.$\":\"States.Format('x\"}", "not closed")]
    [InlineData("\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"b.$\":\"$.a[?(@.x =~ /y/)]\"}", "/States/Work/Parameters/b.$")]
    [InlineData("\"Type\":\"Wait\",\"End\":true", "exactly one of 'Seconds'")]
    [InlineData("\"Type\":\"Wait\",\"Seconds\":1,\"Timestamp\":\"2026-03-01T12:05:00Z\",\"End\":true", "exactly one of 'Seconds'")]
    [InlineData("\"Type\":\"Wait\",\"Seconds\":-1,\"End\":true", "/States/Work/Seconds")]
    [InlineData("\"Type\":\"Wait\",\"Timestamp\":\"tomorrow\",\"End\":true", "/States/Work/Timestamp")]
    [InlineData("\"Type\":\"Wait\",\"Seconds\":1,\"ResultPath\":null,\"End\":true", "'ResultPath' is not supported")]
    [InlineData("\"Type\":\"Succeed\",\"End\":true", "'End' is not supported")]
    [InlineData("\"Type\":\"Fail\",\"Next\":\"Work\"", "'Next' is not supported")]
    [InlineData("\"Type\":\"Fail\",\"Error\":\"a\",\"ErrorPath\":\"$.a\"", "both 'Error' and 'ErrorPath'")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[]", "cannot be empty")]
    [InlineData("\"Type\":\"Choice\"", "'Choices' is required")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"StringEquals\":\"x\"}]", "'Next' is required")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"StringEquals\":1,\"Next\":\"Work\"}]", "wrong type")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"StringIs\":\"x\",\"Next\":\"Work\"}]", "no comparison operator")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"StringMatchesPath\":\"$.x\",\"Next\":\"Work\"}]", "no comparison operator")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"IsNull\":true,\"IsString\":true,\"Next\":\"Work\"}]", "exactly one operator, not 2")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"StringEquals\":\"x\",\"Next\":\"Work\"}]", "'Variable' is required")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Condition\":\"{% true %}\",\"Next\":\"Work\"}]", "/States/Work/Choices[0]")]
    [InlineData("\"Type\":\"Choice\",\"Choices\":[{\"Not\":{\"Variable\":\"$.a\",\"IsNull\":true,\"Next\":\"Work\"},\"Next\":\"Work\"}]", "/States/Work/Choices[0]/Not")]
    [InlineData("\"Type\":\"Choice\",\"Default\":\"Nowhere\",\"Choices\":[{\"Variable\":\"$.a\",\"IsNull\":true,\"Next\":\"Work\"}]", "Nowhere")]
    [InlineData("\"Type\":\"Task\",\"End\":true", "'Resource' is required")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sns:publish\",\"End\":true", "sns:publish' is not implemented")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::aws-sdk:ec2:describeInstances\",\"End\":true", "not implemented")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"End\":true", "'FunctionName' is required")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"${DecideFunctionArn}\"},\"End\":true", "${DecideFunctionArn} was not filled in")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\",\"Paylod\":1},\"End\":true", "Paylod")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\",\"InvocationType\":\"Event\"},\"End\":true", "InvocationType")]
    [InlineData(Invoke + ",\"Credentials\":{\"RoleArn\":\"x\"},\"End\":true", "Credentials")]
    [InlineData(Invoke + ",\"HeartbeatSeconds\":5,\"End\":true", "Heartbeats are implemented")]
    [InlineData(Invoke + ",\"TimeoutSeconds\":5,\"TimeoutSecondsPath\":\"$.a\",\"End\":true", "both 'TimeoutSeconds' and 'TimeoutSecondsPath'")]
    [InlineData(Invoke + ",\"TimeoutSecondsPath\":\"$.a[*]\",\"End\":true", "reference path")]
    [InlineData("\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke.waitForTaskToken\",\"Parameters\":{\"FunctionName\":\"f\"},\"HeartbeatSeconds\":60,\"TimeoutSeconds\":60,\"End\":true", "must be smaller than TimeoutSeconds")]
    [InlineData(Invoke + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Nowhere\"}]", "Nowhere")]
    [InlineData(Invoke + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"]}]", "'Next' is required")]
    [InlineData(Invoke + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[],\"Next\":\"Work\"}]", "cannot be empty")]
    [InlineData(Invoke + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.ALL\",\"A\"],\"Next\":\"Work\"}]", "States.ALL must appear alone")]
    [InlineData(Invoke + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Work\"},{\"ErrorEquals\":[\"A\"],\"Next\":\"Work\"}]", "must be in the last entry of Catch")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"]},{\"ErrorEquals\":[\"A\"]}]", "must be in the last entry of Retry")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"States.TimeOut\"]}]", "States.TimeOut is no error")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"IntervalSeconds\":0}]", "/States/Work/Retry[0]/IntervalSeconds")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"BackoffRate\":0.5}]", "BackoffRate")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"IntervalSeconds\":5,\"MaxDelaySeconds\":5}]", "MaxDelaySeconds must be more")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"JitterStrategy\":\"HALF\"}]", "JitterStrategy")]
    [InlineData(Invoke + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"Attempts\":2}]", "/States/Work/Retry[0]/Attempts")]
    [InlineData("\"Type\":\"Parallel\",\"Branches\":[],\"End\":true", "cannot be empty")]
    [InlineData("\"Type\":\"Parallel\",\"End\":true,\"Branches\":[{\"StartAt\":\"Work\",\"States\":{\"Work\":{\"Type\":\"Pass\",\"End\":true}}}]", "Duplicate State name: Work")]
    [InlineData("\"Type\":\"Parallel\",\"End\":true,\"Branches\":[{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"Next\":\"Work\"}}}]", "/States/Work/Branches[0]/States/B")]
    [InlineData("\"Type\":\"Map\",\"End\":true", "'ItemProcessor' is required")]
    [InlineData("\"Type\":\"Map\",\"End\":true,\"ItemReader\":{},\"ItemProcessor\":{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"End\":true}}}", "ItemReader")]
    [InlineData("\"Type\":\"Map\",\"End\":true,\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\"},\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"End\":true}}}", "DISTRIBUTED is not implemented")]
    public async Task State_BrokenOrNotImplemented_IsRefusedNamingStateAndField(string fields, string says) =>
        await ShouldBeRefusedAsync(Some.Machine("{" + fields + "}"), says);

    [Fact]
    public async Task Definition_WithSeveralProblems_NamesThemAll()
    {
        Refusal refusal = await Should.ThrowAsync<Refusal>(() => steps.CreateAsync("""
            {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"X"},"B":{"Type":"Wait","End":true}}}
            """));

        refusal.Message.ShouldContain("/States/A");
        refusal.Message.ShouldContain("/States/B");
        refusal.Message.ShouldContain("exactly one");
    }

    [Fact]
    public async Task Definition_AfterARefusedOne_IsTakenAsIfNothingHadBeen()
    {
        await Should.ThrowAsync<Refusal>(() => steps.CreateAsync("""{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed"}}}""", "m"));

        await steps.CreateAsync("""{"StartAt":"A","QueryLanguage":"JSONPath","States":{"A":{"Type":"Succeed"}}}""", "m");
    }

    private async Task ShouldBeRefusedAsync(string definition, string says)
    {
        Refusal refusal = await Should.ThrowAsync<Refusal>(() => steps.CreateAsync(definition));
        refusal.Code.ShouldBe("InvalidDefinition");
        refusal.Message.ShouldStartWith("InvalidDefinition: Invalid State Machine Definition: '");
        refusal.Message.ShouldContain(says);
    }
}
