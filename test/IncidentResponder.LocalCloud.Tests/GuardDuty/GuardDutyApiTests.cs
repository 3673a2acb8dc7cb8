using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.GuardDuty;
using IncidentResponder.LocalCloud.SecurityHub;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.GuardDuty;

public sealed class GuardDutyApiTests : IDisposable
{
    private const string Detector = "06b01209ca77b0865dd973df0355fc1e";

    private readonly LocalClock _clock = new();
    private readonly GuardDutyFindings _findings;

    public GuardDutyApiTests()
    {
        _findings = new(new SecurityHubApi(new FindingStore(), (_, _) => Task.CompletedTask, _clock));
        _findings.Keep(new JsonObject
        {
            ["id"] = "f-1",
            ["arn"] = $"arn:aws:guardduty:eu-west-1:111122223333:detector/{Detector}/finding/f-1",
            ["type"] = "CryptoCurrency:EC2/BitcoinTool.B",
        });
    }

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task GetFindings_OfItsDetector_GivesTheFindingAsItsEventSaidIt()
    {
        var answer = await GetAsync(Detector, "f-1", "f-2");
        answer["findings"]!.AsArray().Select(one => one!["type"]!.GetValue<string>()).ShouldBe(["CryptoCurrency:EC2/BitcoinTool.B"]);
    }

    [Fact]
    public async Task GetFindings_OfAnotherDetectorOfTheAccount_GivesNone() =>
        (await GetAsync(GuardDutyApi.Detector, "f-1"))["findings"]!.AsArray().ShouldBeEmpty();

    [Fact]
    public async Task GetFindings_OfNoDetectorOfTheAccount_IsABadRequestAsOnAws() =>
        (await GetAsync("00000000000000000000000000000000", "f-1"))["__type"]!.GetValue<string>().ShouldBe("BadRequestException");

    private async Task<JsonObject> GetAsync(string detector, params string[] ids)
    {
        var body = new JsonObject { ["findingIds"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };
        LocalRequest request = new(
            "POST", $"/detector/{detector}/findings/get", new Dictionary<string, string>(), new Dictionary<string, string>(),
            Encoding.UTF8.GetBytes(body.ToJsonString()), "111122223333", "eu-west-1", "GetFindings");
        var answer = await new GuardDutyApi(_findings).AnswerAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer.Body.Span)!.AsObject();
    }
}
