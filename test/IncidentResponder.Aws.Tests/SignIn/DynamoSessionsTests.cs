using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Aws.SignIn;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.SignIn;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.SignIn;

public sealed class DynamoSessionsTests(MotoServer moto) : IAsyncLifetime
{
    private readonly AmazonDynamoDBClient _client = IncidentTable.ClientOf(moto);

    private DynamoSessions Sessions => new(_client, IncidentTable.Name);

    public async ValueTask InitializeAsync() => await IncidentTable.MakeAsync(_client);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_UntilItEnds_IsWhatWasOpened(bool proved)
    {
        Session session = new() { Address = ApprovalScene.Ada, ProvedAt = proved ? Some.Moment.AddMinutes(-3) : null, EndsAt = Some.Moment.AddHours(8) };
        var key = await Sessions.OpenAsync(session, default);

        (await Sessions.ReadAsync(key, Some.Moment.AddHours(8).AddMilliseconds(-1), default)).ShouldBe(session);
        (await Sessions.ReadAsync(key, Some.Moment.AddHours(8), default)).ShouldBeNull();
        (await Sessions.ReadAsync(SessionKey.Draw(), Some.Moment, default)).ShouldBeNull();
        (await Sessions.ReadAsync("SESSION", Some.Moment, default)).ShouldBeNull();
    }

    [Fact]
    public async Task End_OfOne_LeavesTheOthers()
    {
        Session session = new() { Address = ApprovalScene.Ada, EndsAt = Some.Moment.AddHours(8) };
        var (mine, other) = (await Sessions.OpenAsync(session, default), await Sessions.OpenAsync(session, default));
        await Sessions.EndAsync(mine, default);
        await Sessions.EndAsync(mine, default);
        await Sessions.EndAsync(null, default);

        (await Sessions.ReadAsync(mine, Some.Moment, default)).ShouldBeNull();
        (await Sessions.ReadAsync(other, Some.Moment, default)).ShouldBe(session);
    }

    [Fact]
    public async Task Open_Table_HoldsTheKeysHashAloneAndATimeToLive()
    {
        var key = await Sessions.OpenAsync(new() { Address = ApprovalScene.Ada, EndsAt = Some.Moment.AddHours(8) }, default);
        var partition = $"SESSION#{SessionKey.Hash(key)}";
        var items = (await _client.QueryAsync(
            new QueryRequest { TableName = IncidentTable.Name, KeyConditionExpression = "pk = :pk", ExpressionAttributeValues = new() { [":pk"] = new() { S = partition } } })).Items;

        items.ShouldHaveSingleItem()["ttl"].N.ShouldBe($"{Some.Moment.AddHours(8).ToUnixTimeSeconds()}");
        items[0].Values.ShouldAllBe(value => value.S == null || !value.S.Contains(key, StringComparison.Ordinal));
    }
}
