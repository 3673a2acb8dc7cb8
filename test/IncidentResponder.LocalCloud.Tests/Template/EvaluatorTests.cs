using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Template;

namespace IncidentResponder.LocalCloud.Tests.Template;

public sealed class EvaluatorTests
{
    private const string Head =
        """
        Parameters:
          Second: { Type: String, Default: "" }
          Days: { Type: Number, Default: 365 }
        Conditions:
          HasSecond: !Not [!Equals [!Ref Second, ""]]
        Mappings:
          Sizes: { eu-west-1: { Small: 1 } }
        Resources:
          First: { Type: Test::Thing, Properties: { Name: first } }
          Other:
            Type: Test::Thing
            Properties:
              Value:
        """;

    [Theory]
    [InlineData("!Ref First", "\"ref-First\"")]
    [InlineData("!GetAtt First.Arn", "\"arn:First\"")]
    [InlineData("!Sub \"${First}/${First.Arn}/${AWS::Region}/${!Kept}/${Days}\"", "\"ref-First/arn:First/eu-west-1/${Kept}/365\"")]
    [InlineData("!Sub [\"${A}-${B}\", { A: x, B: !Ref First }]", "\"x-ref-First\"")]
    [InlineData("!Join [\"-\", [a, !Ref First]]", "\"a-ref-First\"")]
    [InlineData("!If [HasSecond, yes, no]", "\"no\"")]
    [InlineData("!Select [1, !Split [\",\", \"a,b\"]]", "\"b\"")]
    [InlineData("!FindInMap [Sizes, !Ref AWS::Region, Small]", "1")]
    [InlineData("{ A: !Ref AWS::NoValue, B: [1, !If [HasSecond, 2, !Ref AWS::NoValue]] }", """{"B":[1]}""")]
    [InlineData("\"2012-10-17\"", "\"2012-10-17\"")]
    [InlineData("false", "false")]
    [InlineData("\"false\"", "\"false\"")]
    [InlineData("0123", "\"0123\"")]
    public async Task Property_Written_ComesTo(string written, string expected) =>
        (await ValueOfAsync(written))!.ToJsonString().ShouldBe(expected);

    [Fact]
    public async Task Property_ConditionHolds_TakesTheFirstChoice() =>
        (await ValueOfAsync("!If [HasSecond, yes, no]", ("Second", "x")))!.GetValue<string>().ShouldBe("yes");

    [Theory]
    [InlineData("!Ref Nobody", "Ref Nobody")]
    [InlineData("!GetAtt First.Url", "GetAtt First.Url")]
    [InlineData("!ImportValue other", "Fn::ImportValue")]
    [InlineData("!GetAZs eu-west-1", "Fn::GetAZs")]
    [InlineData("!If [Nobody, 1, 2]", "condition Nobody")]
    public async Task Property_CannotBeEvaluated_NamesIt(string written, string names) =>
        (await Should.ThrowAsync<TemplateException>(() => ValueOfAsync(written))).Message.ShouldContain(names);

    [Fact]
    public void Deployment_UnknownType_NamesIt() =>
        Should.Throw<TemplateException>(() => Deploy("Resources: { Odd: { Type: AWS::Odd::Thing } }", []))
            .Message.ShouldContain("Odd is a AWS::Odd::Thing");

    [Fact]
    public void Deployment_ResourcesNeedEachOther_NamesTheCircle() =>
        Should.Throw<TemplateException>(() => Deploy(
            "Resources: { A: { Type: Test::Thing, Properties: { X: !Ref B } }, B: { Type: Test::Thing, DependsOn: A } }", []))
            .Message.ShouldContain("A -> B -> A");

    [Fact]
    public void Deployment_ParameterWithoutValue_NamesIt() =>
        Should.Throw<TemplateException>(() => Deploy("Parameters: { Mail: { Type: String } }\nResources: {}", []))
            .Message.ShouldContain("Parameter Mail");

    private static async Task<JsonNode?> ValueOfAsync(string written, params (string Name, string Value)[] parameters)
    {
        var things = new Things();
        await Deploy(Head + " " + written, things, parameters).CreateAsync(TestContext.Current.CancellationToken);
        return things.Properties["Other"]["Value"];
    }

    private static Deployment Deploy(string template, params (string Name, string Value)[] parameters) => Deploy(template, new Things(), parameters);

    private static Deployment Deploy(string template, Things things, params (string Name, string Value)[] parameters) => new(
        TemplateDocument.Parse(template, "."), new AwsApi(new HttpClient(), "eu-west-1", "111122223333"), "stack",
        parameters.ToDictionary(one => one.Name, one => one.Value), [things]);

    private sealed class Things : IResourceCreator
    {
        public Dictionary<string, JsonObject> Properties { get; } = [];

        public string Type => "Test::Thing";

        public Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
        {
            Properties[request.LogicalId] = request.Properties;
            return Task.FromResult(CreatedResource.WithArn("ref-" + request.LogicalId, "arn:" + request.LogicalId));
        }
    }
}
