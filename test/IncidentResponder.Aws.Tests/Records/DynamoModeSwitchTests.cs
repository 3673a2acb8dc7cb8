using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using IncidentResponder.Aws.Records;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Records;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>The switch as the commands of docs/operations.md set it, letter for letter.</summary>
public sealed partial class DynamoModeSwitchTests(MotoServer moto) : IAsyncLifetime
{
    private static readonly string Documented = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

    private readonly AmazonDynamoDBClient _client = IncidentTable.ClientOf(moto);

    public async ValueTask InitializeAsync()
    {
        await IncidentTable.MakeAsync(_client);
        await DeleteAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Read_AsDocumented_StopsEveryChangeUntilItIsDeletedAsDocumented()
    {
        (await ReadAsync()).Cap.ShouldBeNull();

        await PutAsync(ItemDocumented);
        var position = await ReadAsync();
        position.ShouldBe(new SwitchPosition.Set(ResponseMode.NotifyOnly, "ann@example.com", "A red team is at work.", "2026-01-14T02:07:31Z"));
        position.Cap.ShouldNotBeNull().Most.ShouldBe(ResponseMode.NotifyOnly);

        await DeleteAsync();
        (await ReadAsync()).ShouldBe(new SwitchPosition.NotSet());
    }

    [Theory]
    [InlineData("AskFirst", ResponseMode.AskFirst)]
    [InlineData("notifyonly", ResponseMode.NotifyOnly)]
    [InlineData("Ignore", ResponseMode.NotifyOnly)]
    [InlineData("", ResponseMode.NotifyOnly)]
    public async Task Read_OtherMode_IsAsItSaysOrStopsEverything(string mode, ResponseMode most)
    {
        var item = JsonNode.Parse(ItemDocumented)!.AsObject();
        item["mode"] = new JsonObject { ["S"] = mode };
        await PutAsync(item.ToJsonString());
        (await ReadAsync()).Cap.ShouldNotBeNull().Most.ShouldBe(most);
    }

    [Fact]
    public async Task Read_OnlyItsKey_StopsEverything()
    {
        await PutAsync("""{"pk":{"S":"SWITCH"},"sk":{"S":"MOST_MODE"}}""");
        (await ReadAsync()).Cap.ShouldNotBeNull().Most.ShouldBe(ResponseMode.NotifyOnly);
    }

    [Fact]
    public async Task Read_TableRefuses_IsNotRead()
    {
        var aws = new CannedAws().On("GetItem", """{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException","message":"no"}""", HttpStatusCode.BadRequest);
        using AmazonDynamoDBClient refusing = new(CannedAws.Credentials, aws.On(new AmazonDynamoDBConfig()));
        var position = await new DynamoModeSwitch(refusing, IncidentTable.Name).ReadAsync(default);
        position.ShouldBe(new SwitchPosition.NotRead("AccessDeniedException"));
        position.Cap.ShouldNotBeNull().Most.ShouldBe(ResponseMode.AskFirst);
    }

    private static string ItemDocumented => PutCommand().Match(Documented).Groups[1].Value;

    private Task<SwitchPosition> ReadAsync() => new DynamoModeSwitch(_client, IncidentTable.Name).ReadAsync(default);

    private Task PutAsync(string item) => AskAsync("PutItem", "Item", item);

    private Task DeleteAsync() => AskAsync("DeleteItem", "Key", DeleteCommand().Match(Documented).Groups[1].Value);

    private async Task AskAsync(string operation, string name, string json)
    {
        using HttpClient http = new() { BaseAddress = new Uri(moto.Url) };
        await new AwsApi(http, "eu-west-1", "123456789012").JsonAsync(
            "dynamodb", $"DynamoDB_20120810.{operation}", new JsonObject { ["TableName"] = IncidentTable.Name, [name] = JsonNode.Parse(json) }, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("aws dynamodb put-item --table-name TABLE --item '(.+)'")]
    private static partial Regex PutCommand();

    [GeneratedRegex("aws dynamodb delete-item --table-name TABLE --key '(.+)'")]
    private static partial Regex DeleteCommand();
}
