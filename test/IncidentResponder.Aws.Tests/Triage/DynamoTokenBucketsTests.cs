using Amazon.DynamoDBv2;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Aws.Triage;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Triage;

public sealed class DynamoTokenBucketsTests(MotoServer moto) : IAsyncLifetime
{
    private static readonly Rate ThreeThenSix = new(3, 6);

    private readonly AmazonDynamoDBClient _client = IncidentTable.ClientOf(moto);

    public async ValueTask InitializeAsync() => await IncidentTable.MakeAsync(_client);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Take_ByTwoCopiesInTurns_SharesTheTokens()
    {
        DynamoTokenBuckets[] copies = [new(_client, IncidentTable.Name), new(_client, IncidentTable.Name)];
        List<bool> taken = [];
        for (var number = 0; number < 6; number++)
            taken.Add(await copies[number % 2].TakeAsync("in turns", ThreeThenSix, Some.Moment, default));

        taken.ShouldBe([true, true, true, false, false, false]);
        (await copies[0].TakeAsync("in turns", ThreeThenSix, Some.Moment.AddMinutes(10), default)).ShouldBeTrue();
        (await copies[1].TakeAsync("in turns", ThreeThenSix, Some.Moment.AddMinutes(10), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Take_EightAtOnce_GivesAsManyAsThereAre()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new DynamoTokenBuckets(_client, IncidentTable.Name).TakeAsync("at once", ThreeThenSix, Some.Moment, default)));
        taken.Count(one => one).ShouldBe(3);
    }
}
