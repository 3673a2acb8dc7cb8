using System.Text.Json.Nodes;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

public sealed class TimeFormsTests
{
    private static readonly DateTimeOffset Expected = new(2026, 1, 14, 2, 7, 31, TimeSpan.Zero);

    [Theory]
    [InlineData("\"2026-01-14T02:07:31Z\"")]
    [InlineData("\"2026-01-14T02:07:31.000Z\"")]
    [InlineData("\"2026-01-14T02:07:31.000000000Z\"")]
    [InlineData("\"2026-01-13T21:07:31.000000-05:00\"")]
    [InlineData("\"2026-01-14T02:07:31.000+0000\"")]
    [InlineData("\"2026-01-14 02:07:31\"")]
    [InlineData("\"2026-01-14 02:07:31.000000000\"")]
    [InlineData("\"2026-01-14 02:07:31.000000+00:00\"")]
    [InlineData("\"Jan 14, 2026, 2:07:31 AM\"")]
    [InlineData("\"Jan 14, 2026, 2:07:31\\u202fAM\"")]
    [InlineData("\"Wed, 14 Jan 2026 02:07:31 GMT\"")]
    [InlineData("\"Wed Jan 14 02:07:31 UTC 2026\"")]
    [InlineData("1768356451")]
    [InlineData("1768356451.0")]
    [InlineData("1768356451000")]
    [InlineData("\"1.768356451E9\"")]
    [InlineData("\"1768356451000\"")]
    [InlineData("""{"__class__":"datetime","year":2026,"month":1,"day":14,"hour":2,"minute":7,"second":31,"microsecond":0}""")]
    public void Read_TimeInAnyForm_IsTheSame(string time) =>
        With(time).ShouldBeOfType<Ingested.Understood>().Finding.CreatedAt.ShouldBe(Expected);

    [Theory]
    [InlineData("\"yesterday\"", "'yesterday'")]
    [InlineData("\"12:00:00 AM\"", "'12:00:00 AM'")]
    [InlineData("\"2026-02-30T00:00:00Z\"", "'2026-02-30T00:00:00Z'")]
    [InlineData("-1", "the number -1")]
    [InlineData("1e300", "the number 1e300")]
    [InlineData("true", "a truth value")]
    [InlineData("[2026]", "an array")]
    [InlineData("""{"year":2026,"month":2,"day":30}""", "an object")]
    public void Read_NoTime_SaysWhatItIsAndWhatItMustBe(string time, string found)
    {
        var unreadable = With(time).ShouldBeOfType<Ingested.Unreadable>();

        unreadable.Path.ShouldBe("$.detail.createdAt");
        unreadable.Reason.ShouldBe($"createdAt is {found}, but must be a time such as 2026-01-14T02:07:31Z.");
    }

    private static Ingested With(string time)
    {
        var body = JsonNode.Parse(Events.Text("guardduty-cryptocurrency-ec2"))!;
        body["detail"]!["createdAt"] = JsonNode.Parse(time);
        return EventReader.Read(body.ToJsonString()).Single();
    }
}
