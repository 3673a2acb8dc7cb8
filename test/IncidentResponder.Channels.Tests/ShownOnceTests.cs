using System.Text.Json;
using CsCheck;
using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests;

/// <summary>What all channels have in common: the same is shown once, by the same bytes, and nothing before it is to be told.</summary>
public sealed class ShownOnceTests
{
    private static readonly DateTimeOffset Now = ApprovalScene.InTime;

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_SameRecordTwice_SendsOnce(string name)
    {
        var story = await Story.TellAsync();
        await Gen.Int[0, Story.Moments.Length - 1].Select(index => Story.Moments[index]).Array[1, 12].SampleAsync(async moments =>
        {
            OtherSide other = new();
            var channel = Places.Of(name, other.Http);
            ChannelPost? post = null;
            foreach (var moment in moments)
            {
                var first = await channel.ShowAsync(story[moment], post, Now, CancellationToken.None);
                var sent = other.Sent.Count;
                var again = await channel.ShowAsync(story[moment], first, Now.AddHours(1), CancellationToken.None);
                other.Sent.Count.ShouldBe(sent, moment);
                again.ShouldBe(first, moment);
                post = first;
            }
        });
    }

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_HundredReportsOfTheFinding_SaysNothingMore(string name)
    {
        OtherSide other = new();
        var channel = Places.Of(name, other.Http);
        var record = (await Story.TellAsync())["question"];
        var post = await channel.ShowAsync(record, null, Now, TestContext.Current.CancellationToken);
        var sent = other.Sent.Count;

        for (var times = 2; times <= 101; times++)
            post = await channel.ShowAsync(Story.SeenAgain(record, times), post, Now.AddMinutes(times), TestContext.Current.CancellationToken);

        (sent, other.Sent.Count).ShouldBe((name is "jira" or "servicenow" ? 2 : 1, sent));
    }

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_SameStoryTwice_SendsTheSameBytes(string name)
    {
        var (one, other) = (await SentAsync(name), await SentAsync(name));
        one.ShouldNotBeEmpty();
        one.ShouldBe(other);
    }

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_NothingToTell_SendsNothing(string name)
    {
        OtherSide other = new();
        var channel = Places.Of(name, other.Http);
        var story = await Story.TellAsync();

        foreach (var moment in new[] { "deciding", "suppressed", "quiet" })
            (await channel.ShowAsync(story[moment], null, Now, TestContext.Current.CancellationToken)).ShouldBeNull(moment);
        other.Sent.ShouldBeEmpty();
        (await channel.ShowAsync(story["quiet"], null, Now.AddDays(1), TestContext.Current.CancellationToken)).ShouldNotBeNull("the quiet hours are over");
    }

    [Theory]
    [MemberData(nameof(Places.Each), MemberType = typeof(Places))]
    public async Task Show_WithinTheRecordsOwnPost_SurvivesTheRecordsJson(string name)
    {
        OtherSide other = new();
        var post = await Places.Of(name, other.Http).ShowAsync((await Story.TellAsync())["question"], null, Now, TestContext.Current.CancellationToken);

        post!.Channel.ShouldBe(name);
        post.Shown.ShouldMatch("^[0-9a-f]{64}$");
        JsonSerializer.Deserialize(JsonSerializer.Serialize(post, Core.CoreJson.Default.ChannelPost), Core.CoreJson.Default.ChannelPost).ShouldBe(post);
    }

    private static async Task<IReadOnlyList<string>> SentAsync(string name)
    {
        OtherSide other = new();
        var channel = Places.Of(name, other.Http);
        var story = await Story.TellAsync();
        ChannelPost? post = null;
        foreach (var moment in Story.Moments)
            post = await channel.ShowAsync(story[moment], post, Now, TestContext.Current.CancellationToken);
        return [.. other.Sent.Select(one => $"{one.Request.Method} {one.Request.RequestUri} {one.Request.Headers} {Convert.ToHexString(one.Body)}")];
    }
}
