using System.Text.Json.Nodes;
using Amazon.SimpleEmailV2;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Notify;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Notify;

/// <summary>Who gets mail and what is in it.</summary>
public sealed class SesMessengerTests(MotoServer moto) : IDisposable
{
    private const string From = "responder@example.com";
    private readonly HttpClient _http = new() { BaseAddress = new Uri(moto.Url) };

    private readonly AmazonSimpleEmailServiceV2Client _client =
        new(CannedAws.Credentials, new AmazonSimpleEmailServiceV2Config { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    // moto counts the recipients of what it took, and shows no mail: what is in it is read from the request.
    [Fact]
    public async Task Send_Personal_GoesToThatPersonAlone()
    {
        CannedAws aws = new();
        await SendAsync(aws, Notice(), "ada@example.com", Settings);
        await Api.RestAsync("ses", HttpMethod.Post, "/v2/email/identities", $$"""{"EmailIdentity":"{{From}}"}""", TestContext.Current.CancellationToken);
        var before = await SentAsync();
        await new SesMessenger(_client, Settings).SendAsync(Some.Incident().Id, Notice(), "ada@example.com", "High", TestContext.Current.CancellationToken);

        aws.BodyOf("outbound-emails")["Destination"]!["ToAddresses"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("ada@example.com");
        (await SentAsync() - before).ShouldBe(1);
    }

    [Fact]
    public async Task Send_SenderNotVerified_SaysWhatToVerify()
    {
        SesMessenger messenger = new(_client, Settings with { From = "stranger@example.org" });

        var fault = await Should.ThrowAsync<NoticeNotSentException>(() => messenger.SendAsync(Some.Incident().Id, Notice(), "ada@example.com", "High", TestContext.Current.CancellationToken));

        fault.Message.ShouldContain("from stranger@example.org (MessageRejected): verify the sender");
    }

    [Fact]
    public async Task Send_Personal_IsPlainTextWithTagsAndNothingElse()
    {
        CannedAws aws = new();
        await SendAsync(aws, Notice(), "ada.lovelace+pager@example.com", Settings with { ConfigurationSet = "incidents" });

        var expected = JsonNode.Parse(
            """
            {
              "FromEmailAddress": "responder@example.com",
              "Destination": { "ToAddresses": ["ada.lovelace+pager@example.com"] },
              "Content": { "Simple": { "Subject": { "Data": "A subject", "Charset": "UTF-8" }, "Body": { "Text": { "Data": "A body", "Charset": "UTF-8" } } } },
              "EmailTags": [
                { "Name": "incident", "Value": "INC-20260114-8c1f0a2b9d3e4f50" }, { "Name": "kind", "Value": "Question" },
                { "Name": "severity", "Value": "High" }, { "Name": "approver", "Value": "ada_lovelace_pager_at_example_com" }
              ],
              "ConfigurationSetName": "incidents"
            }
            """);
        JsonNode.DeepEquals(aws.BodyOf("outbound-emails"), expected).ShouldBeTrue(aws.BodyOf("outbound-emails").ToJsonString());
    }

    [Theory]
    [InlineData(NoticeKind.Opened)]
    [InlineData(NoticeKind.SelfAlarm)]
    public async Task Send_ToAll_IsLeftToTheNextRoute(string kind)
    {
        CannedAws aws = new();
        (await Should.ThrowAsync<NoticeNotSentException>(() => SendAsync(aws, Notice() with { Kind = kind }, null, Settings))).Message.ShouldContain("is for all");
        aws.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ada@example.com, all@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("ada@example.com\r\nBcc: all@example.com")]
    [InlineData("")]
    public async Task Send_ToWhatIsNoAddress_SendsNothing(string approver)
    {
        CannedAws aws = new();
        (await Should.ThrowAsync<NoticeNotSentException>(() => SendAsync(aws, Notice(), approver, Settings))).Message.ShouldContain("is no mail address");
        aws.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_NoAnswer_IsNotSent()
    {
        using AmazonSimpleEmailServiceV2Client nobody = new(CannedAws.Credentials, new AmazonSimpleEmailServiceV2Config { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 });

        (await Should.ThrowAsync<NoticeNotSentException>(() => new SesMessenger(nobody, Settings).SendAsync(Some.Incident().Id, Notice(), "ada@example.com", "High", TestContext.Current.CancellationToken)))
            .Message.ShouldContain("could not be reached");
    }

    private static MailSettings Settings => new() { From = From };

    private static Notice Notice() => new() { Kind = NoticeKind.Question, Subject = "A subject", Body = "A body" };

    private static async Task SendAsync(CannedAws aws, Notice notice, string? approver, MailSettings settings)
    {
        using AmazonSimpleEmailServiceV2Client client = new(CannedAws.Credentials, aws.On("outbound-emails", """{"MessageId":"1"}""").On(new AmazonSimpleEmailServiceV2Config()));
        await new SesMessenger(client, settings).SendAsync(Some.Incident().Id, notice, approver, "High", TestContext.Current.CancellationToken);
    }

    private AwsApi Api => new(_http, "eu-west-1", "123456789012");

    private async Task<int> SentAsync() =>
        (int)double.Parse((await Api.QueryAsync("ses", "2010-12-01", "GetSendQuota", [], TestContext.Current.CancellationToken)).Descendants().Single(one => one.Name.LocalName == "SentLast24Hours").Value);
}
