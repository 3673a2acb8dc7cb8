using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.PageGateway;
using IncidentResponder.LocalCloud.StepFunctions;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.Tests.PageGateway;

public sealed class HttpGatewayTests : IAsyncLifetime, ILambdaInvoker
{
    private readonly LocalClock _clock = new();
    private HttpGateway _gateway = null!;
    private HttpClient _browser = null!;
    private JsonNode _subject = null!;
    private string _answer = """{"statusCode":200,"headers":{"Content-Type":"text/html; charset=utf-8","X-Frame-Options":"DENY"},"cookies":["a=1; Path=/","b=2"],"body":"<p>plan</p>"}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await HttpGateway.StartAsync(new LocalCloudOptions(), _clock, Cancel);
        _gateway.Serve(this);
        _gateway.Routes.Add("GET", "/incidents/{incidentId}", "PageFunction");
        _gateway.Routes.Add("POST", "/incidents/{incidentId}/{action}", "PageFunction");
        _browser = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _gateway.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _gateway.DisposeAsync();
        _clock.Dispose();
    }

    [Fact]
    public async Task Get_Route_GivesTheFunctionPayloadVersion2()
    {
        _clock.Advance(TimeSpan.FromDays(2));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/incidents/inc%2D1?t=TOKEN&x=1&x=2");
        request.Headers.Add("Cookie", "s=1; u=2");
        request.Headers.Add("Accept", ["text/html", "text/plain"]);
        using HttpResponseMessage response = await _browser.SendAsync(request, Cancel);

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("<p>plan</p>");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1; Path=/", "b=2"]);
        response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        response.Headers.Contains("Server").ShouldBeFalse();
        _subject["version"]!.GetValue<string>().ShouldBe("2.0");
        _subject["routeKey"]!.GetValue<string>().ShouldBe("GET /incidents/{incidentId}");
        _subject["rawQueryString"]!.GetValue<string>().ShouldBe("t=TOKEN&x=1&x=2");
        _subject["queryStringParameters"]!.ToJsonString().ShouldBe("""{"t":"TOKEN","x":"1,2"}""");
        _subject["pathParameters"]!["incidentId"]!.GetValue<string>().ShouldBe("inc-1");
        _subject["cookies"]!.ToJsonString().ShouldBe("""["s=1","u=2"]""");
        _subject["headers"]!["cookie"].ShouldBeNull();
        _subject["headers"]!["accept"]!.GetValue<string>().ShouldContain("text/html");
        _subject["requestContext"]!["http"]!["sourceIp"]!.GetValue<string>().ShouldBe("127.0.0.1");
        long now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        _subject["requestContext"]!["timeEpoch"]!.GetValue<long>().ShouldBeInRange(now - 60_000, now);
    }

    [Fact]
    public async Task Post_Form_IsBase64AsOnAws()
    {
        using var form = new FormUrlEncodedContent([new("code", "1 2")]);
        await _browser.PostAsync("/incidents/inc-1/code", form, Cancel);
        _subject["isBase64Encoded"]!.GetValue<bool>().ShouldBeTrue();
        Encoding.UTF8.GetString(Convert.FromBase64String(_subject["body"]!.GetValue<string>())).ShouldBe("code=1+2");
        _subject["pathParameters"]!["action"]!.GetValue<string>().ShouldBe("code");
    }

    [Theory]
    [InlineData("HEAD", "/incidents/inc-1")]
    [InlineData("GET", "/incidents")]
    [InlineData("GET", "/incidents/inc-1/code")]
    public async Task Request_NoRoute_IsNotFound(string method, string path)
    {
        using HttpResponseMessage response = await _browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _subject.ShouldBeNull();
    }

    [Fact]
    public async Task Answer_FunctionError_IsAPlain500()
    {
        _answer = "!";
        using HttpResponseMessage response = await _browser.GetAsync("/incidents/inc-1", Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe("""{"message":"Internal Server Error"}""");
    }

    [Fact]
    public void Localize_DeployedAddress_BecomesThisMachines()
    {
        _gateway.Routes.AddApi("https://pageapi.execute-api.eu-west-1.amazonaws.com");
        _gateway.Routes.Localize("https://pageapi.execute-api.eu-west-1.amazonaws.com").ShouldBe(_gateway.Address.AbsoluteUri.TrimEnd('/'));
    }

    public Task<LambdaInvocation> InvokeAsync(string functionNameOrArn, byte[] payload, CancellationToken cancel)
    {
        _subject = JsonNode.Parse(payload)!;
        return Task.FromResult(new LambdaInvocation(Encoding.UTF8.GetBytes(_answer), _answer == "!" ? "Unhandled" : null));
    }
}
