using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.StepFunctions;

namespace IncidentResponder.LocalCloud.Tests;

public sealed class LocalCloudHostTests : IAsyncLifetime
{
    private const string Template =
        """
        Parameters:
          ChannelSecretArn: { Type: String, Default: none }
          SignInSecretArn: { Type: String, Default: none }
        Resources:
          Dead: { Type: AWS::SQS::Queue }
          Work: { Type: AWS::SQS::Queue, Properties: { RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2 } } }
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern: { source: [aws.securityhub, aws.guardduty] }
              Targets: [{ Id: work, Arn: !GetAtt Work.Arn }]
          WorkFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Refuse
              Timeout: 20
              Environment: { Variables: { PAGE_URL: !Sub "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}" } }
              Events: { Queue: { Type: SQS, Properties: { Queue: !GetAtt Work.Arn, FunctionResponseTypes: [ReportBatchItemFailures] } } }
          Api: { Type: AWS::Serverless::HttpApi }
          PageFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Page
              Events: { Show: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: "/incidents/{incidentId}" } } }
          Topic: { Type: AWS::SNS::Topic }
          Machine:
            Type: AWS::Serverless::StateMachine
            Properties:
              Definition:
                StartAt: Rest
                States:
                  Rest: { Type: Wait, Seconds: 3600, Next: Call }
                  Call:
                    Type: Task
                    Resource: arn:aws:states:::lambda:invoke
                    Parameters: { FunctionName: "${WorkArn}", Payload: { answer: 42 } }
                    OutputPath: $.Payload
                    End: true
              DefinitionSubstitutions: { WorkArn: !GetAtt WorkFunction.Arn }
        Outputs:
          Queue: { Value: !Ref Work }
          ChannelSecret: { Value: !Ref ChannelSecretArn }
          SignInSecret: { Value: !Ref SignInSecretArn }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("host-").FullName;
    private LocalCloudHost _cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        string template = Path.Combine(_folder, "template.yaml");
        string bootstrap = Path.Combine(_folder, "bootstrap");
        await File.WriteAllTextAsync(template, Template, Cancel);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Lambda", "sample_function.py"), bootstrap);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(bootstrap, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _cloud = await LocalCloudHost.StartAsync(new LocalCloudOptions { TemplatePath = template, BootstrapPath = bootstrap, Slack = true, SignIn = true }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        int moto = _cloud.MotoProcessId;
        await _cloud.DisposeAsync();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(moto));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Host_EventImportPageAndExecution_AllReachTheFunction()
    {
        using JsonDocument finding = JsonDocument.Parse("""{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"id":"f-1"}}""");
        await _cloud.PutEventAsync(finding.RootElement, Cancel);
        await _cloud.Clock.IdleAsync(Cancel);
        _cloud.Functions.UsageOf("WorkFunction").Invocations.ShouldBe(1);

        await ImportFindingAsync();
        await _cloud.Clock.IdleAsync(Cancel);
        _cloud.Functions.UsageOf("WorkFunction").Invocations.ShouldBe(2);

        using var browser = new HttpClient { BaseAddress = _cloud.PageUrl };
        using HttpResponseMessage page = await browser.GetAsync("/incidents/i-1", Cancel);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("i-1");

        _cloud.Clock.FastForward = true;
        JsonObject started = await _cloud.Api.JsonAsync("states", "AWSStepFunctions.StartExecution", new JsonObject
        {
            ["stateMachineArn"] = _cloud.Ref("Machine"),
            ["name"] = "e-1",
            ["input"] = "{}",
        }, Cancel);
        string execution = started["executionArn"]!.GetValue<string>();
        await _cloud.StepFunctions.EndOfAsync(execution, Cancel);
        JsonObject ended = await _cloud.Api.JsonAsync("states", "AWSStepFunctions.DescribeExecution", new JsonObject { ["executionArn"] = execution }, Cancel);
        ended["output"]!.GetValue<string>().ShouldBe("""{"answer":42}""");
        _cloud.Clock.Offset.ShouldBeGreaterThan(TimeSpan.FromMinutes(59));

        await _cloud.Api.QueryAsync("sns", "2010-03-31", "Publish", [("TopicArn", _cloud.Ref("Topic")), ("Message", "told")], Cancel);
        _cloud.Sent.All.ShouldHaveSingleItem().Body.ShouldBe("told");
    }

    [Fact]
    public async Task Observer_KillsTheCaller_BeforeAndAfterItsCall()
    {
        using IDisposable killing = _cloud.Observer.Before(async (call, _) =>
        {
            if (call is { Caller: "WorkFunction", Operation: "ListTopics" })
                await _cloud.Functions.KillCallerAsync(call);
            return null;
        });
        LambdaInvocation answer = await _cloud.Functions.InvokeAsync("WorkFunction", """{"do":"call"}"""u8.ToArray(), Cancel);
        JsonNode.Parse(answer.Payload)!["errorType"]!.GetValue<string>().ShouldBe("Runtime.ExitError");
        killing.Dispose();
        answer = await _cloud.Functions.InvokeAsync("WorkFunction", """{"do":"call"}"""u8.ToArray(), Cancel);
        answer.FunctionError.ShouldBeNull();
        _cloud.Counts.From("WorkFunction")["sns.ListTopics"].ShouldBe(2);
        _cloud.Functions.UsageOf("WorkFunction").ColdStarts.ShouldBe(2);
    }

    [Fact]
    public async Task Invoke_ByTheApi_AnswersAsLambda()
    {
        string answer = await _cloud.Api.RestAsync("lambda", HttpMethod.Post, "/2015-03-31/functions/WorkFunction/invocations", """{"do":"env"}""", Cancel);
        JsonNode.Parse(answer)!["PAGE_URL"]!.GetValue<string>().ShouldBe(_cloud.PageUrl.AbsoluteUri.TrimEnd('/'));
        var refused = await Should.ThrowAsync<AwsApiException>(() =>
            _cloud.Api.RestAsync("lambda", HttpMethod.Post, "/2015-03-31/functions/Nobody/invocations", "{}", Cancel));
        refused.ErrorCode.ShouldBe("ResourceNotFoundException");
        _cloud.Outputs["Queue"].ShouldBe($"{_cloud.Endpoint}123456789012/incident-responder-Work");
    }

    [Fact]
    public async Task StandIns_SlackAndSignIn_EachHasItsSecretAndAnswersWhereThatSays()
    {
        JsonObject channels = await SecretAsync("ChannelSecret", "incident-responder/channels");
        channels["slack"]!["apiAddress"]!.GetValue<string>().ShouldBe(_cloud.Slack!.ApiAddress.AbsoluteUri);

        JsonObject signIn = await SecretAsync("SignInSecret", "incident-responder/sign-in");
        signIn.ToJsonString().ShouldBe($$"""{"issuer":"{{_cloud.SignIn!.Issuer}}","clientId":"incident-responder","clientSecret":"example-client-secret"}""");

        using var http = new HttpClient();
        string told = await http.GetStringAsync(new Uri($"{signIn["issuer"]}/.well-known/openid-configuration"), Cancel);
        JsonNode.Parse(told)!["issuer"]!.GetValue<string>().ShouldBe(_cloud.SignIn.Issuer);
        string question = $"response_type=code&client_id=incident-responder&scope=openid&state=s&nonce=n&code_challenge={new string('c', 43)}&code_challenge_method=S256";
        using HttpResponseMessage page = await http.GetAsync(new Uri(_cloud.SignIn.BaseAddress, $"/authorize?{question}&redirect_uri={Uri.EscapeDataString($"{_cloud.PageUrl}signed-in")}"), Cancel);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonObject> SecretAsync(string output, string name)
    {
        JsonObject kept = await _cloud.Api.JsonAsync("secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = _cloud.Outputs[output] }, Cancel);
        kept["Name"]!.GetValue<string>().ShouldBe(name);
        return JsonNode.Parse(kept["SecretString"]!.GetValue<string>())!.AsObject();
    }

    private Task<string> ImportFindingAsync()
    {
        var finding = new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = "f-2",
            ["ProductArn"] = "arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default",
            ["GeneratorId"] = "g",
            ["AwsAccountId"] = "123456789012",
            ["CreatedAt"] = "2026-01-01T00:00:00Z",
            ["UpdatedAt"] = "2026-01-01T00:00:00Z",
            ["Title"] = "t",
            ["Description"] = "d",
            ["Resources"] = new JsonArray(new JsonObject { ["Type"] = "AwsEc2Instance", ["Id"] = "i-1", ["Region"] = "eu-west-1" }),
        };
        return _cloud.Api.RestAsync("securityhub", HttpMethod.Post, "/findings/import", new JsonObject { ["Findings"] = new JsonArray(finding) }.ToJsonString(), Cancel);
    }
}
