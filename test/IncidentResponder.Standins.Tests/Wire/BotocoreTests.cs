using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Standins.Tests.Calls;

namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>Every operation of every generated client, sent as botocore would send it.</summary>
public sealed class BotocoreTests(Botocore botocore) : IClassFixture<Botocore>
{
    private static readonly JsonObject Services = Read("services").AsObject();

    public static TheoryData<string, string, Filling> Calls
    {
        get
        {
            var calls = new TheoryData<string, string, Filling>();
            foreach (var (service, choice) in Services)
                foreach (var operation in choice!["operations"]!.AsArray())
                    foreach (var filling in Enum.GetValues<Filling>())
                        calls.Add(service, (string)operation!, filling);
            return calls;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task GeneratedClient_SendingACall_SendsWhatBotocoreSends(string service, string operation, Filling filling)
    {
        Assert.SkipWhen(botocore.WhyMissing is not null, botocore.WhyMissing ?? "");
        var model = Read((string)Services[service]!["package"]! + ".awsmodel");
        var parameters = new SampleParameters(model, filling).Of(operation);
        var wire = new CannedAnswers((200, (string?)model["metadata"]!["protocol"] is "query" or "rest-xml" ? "<Answer/>" : "{}"));

        await SendAsync(Services[service]!, operation, parameters, wire);

        var sent = wire.Sent.ShouldHaveSingleItem();
        ComparedRequest.Of(sent).ShouldBe(ComparedRequest.Of(botocore.Serialize(service, operation, parameters)));
    }

    private static async Task SendAsync(JsonNode service, string operation, JsonObject parameters, CannedAnswers wire)
    {
        var config = (ClientConfig)Activator.CreateInstance(TypeOf(service, "Config"))!;
        (config.RegionEndpoint, config.HttpClientFactory) = (Amazon.RegionEndpoint.EUCentral1, wire);
        using var client = (AmazonServiceClient)Activator.CreateInstance(TypeOf(service, "Client"), CannedAnswers.Credentials, config)!;
        var call = client.GetType().GetMethod(operation + "Async")!;
        var request = RequestObject.Of(call.GetParameters()[0].ParameterType, parameters);
        await (Task)call.Invoke(client, [request, TestContext.Current.CancellationToken])!;
    }

    private static Type TypeOf(JsonNode service, string suffix) =>
        Type.GetType($"{service["namespace"]}.Amazon{service["baseName"]}{suffix}, {service["package"]}", throwOnError: true)!;

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Standins", name + ".json")))!;
}
