using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.SimpleEmailV2;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;
using MimeKit;

namespace IncidentResponder.Aws.Tests.Notify;

/// <summary>Text that an attacker may choose, mailed. The message is put together as SES does it, with nothing but what was sent, and read back.</summary>
public sealed partial class HostileMailTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Send_HostileText_IsOneMessageToOnePerson() => await SendAllAsync(
    [
        .. HostileText.Few,
        "=?utf-8?B?SGVsbG8NCkJjYzogYWxsQGV4YW1wbGUuY29t?=",
        "=?us-ascii?Q?=0D=0ABcc:_all@example.com?= =?utf-8?Q?=E2=80=AEgnp?=",
        "\r\nContent-Type: text/html\r\n\r\n<b>Approve</b>",
    ]);

    [Fact]
    public async Task Send_NaughtyStrings_AreOneMessageToOnePerson()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_VECTORS");
        Assert.SkipUnless(folder is { Length: > 0 }, "INCIDENT_RESPONDER_VECTORS is not set: the 515 naughty strings were not mailed.");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder!, "naughty-strings", "blns.json"), TestContext.Current.CancellationToken));
        ImmutableArray<string> strings = [.. document.RootElement.EnumerateArray().Select(one => one.GetString()!)];

        var read = await SendAllAsync(strings);

        output.WriteLine($"{strings.Length} naughty strings, {read} mails read back by MimeKit, each to one person and with the headers it was given.");
        strings.Length.ShouldBe(515);
    }

    // Once in a notice as the responder writes it, and once as a subject and a body of its own.
    private static async Task<int> SendAllAsync(ImmutableArray<string> strings)
    {
        var scene = await ApprovalScene.SetAsync();
        var record = await scene.RecordAsync();
        CannedAws aws = new();
        aws.On("outbound-emails", """{"MessageId":"1"}""");
        using AmazonSimpleEmailServiceV2Client client = new(CannedAws.Credentials, aws.On(new AmazonSimpleEmailServiceV2Config()));
        SesMessenger messenger = new(client, new() { From = "responder@example.com" });
        foreach (var text in strings)
        {
            var poisoned = HostileText.Poison(record, text);
            await messenger.SendAsync(scene.Incident.Id, Notices.Question(poisoned, poisoned.Approval!, ApprovalScene.Ada, "https://page.example.com/i?t=a.b.c"), ApprovalScene.Ada, "High", TestContext.Current.CancellationToken);
            await messenger.SendAsync(scene.Incident.Id, new() { Kind = text, Subject = text, Body = text }, ApprovalScene.Ada, text, TestContext.Current.CancellationToken);
        }

        foreach (var (_, body) in aws.Asked)
            Check(body);
        aws.Asked.Count.ShouldBe(2 * strings.Length);
        return aws.Asked.Count;
    }

    private static void Check(string sent)
    {
        using var document = JsonDocument.Parse(sent, new() { AllowDuplicateProperties = false });
        var json = document.RootElement;
        var (subject, body) = (Data(json, "Subject"), Data(json.GetProperty("Content").GetProperty("Simple").GetProperty("Body"), "Text"));
        var mail = ReadBack(json.GetProperty("FromEmailAddress").GetString()!, json.GetProperty("Destination").GetProperty("ToAddresses")[0].GetString()!, subject, body);

        mail.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(ApprovalScene.Ada);
        mail.GetRecipients(onlyUnique: true).Count.ShouldBe(1);
        mail.Headers.Concat(mail.Body!.Headers).Select(header => header.Field).ShouldBe(["From", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"], ignoreOrder: true);
        mail.Subject.ShouldBe(subject);
        subject.Length.ShouldBeInRange(1, 99);
        mail.BodyParts.ShouldHaveSingleItem().ShouldBeOfType<TextPart>().IsPlain.ShouldBeTrue();
        Same(mail.TextBody).ShouldBe(Same(body));
        body.EnumerateRunes().Any(IsUnseen).ShouldBeFalse();
        json.GetProperty("EmailTags").EnumerateArray().Select(tag => tag.GetProperty("Value").GetString()!).ShouldAllBe(value => TagValue().IsMatch(value));
    }

    // SES takes the subject and the text as they are, so they stand in the raw message without MimeKit's own care for them.
    private static MimeMessage ReadBack(string from, string to, string subject, string body)
    {
        var raw = $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String(Encoding.UTF8.GetBytes(body), Base64FormattingOptions.InsertLineBreaks);
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(raw));
        return MimeMessage.Load(stream);
    }

    private static string Data(JsonElement json, string member) =>
        (json.TryGetProperty("Content", out var content) ? content.GetProperty("Simple") : json).GetProperty(member).GetProperty("Data").GetString()!;

    private static string Same(string? text) => (text ?? "").ReplaceLineEndings("\n");

    private static bool IsUnseen(Rune rune) => rune.Value is not '\n' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex TagValue();
}
