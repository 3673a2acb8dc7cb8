using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Aws.Triage;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Triage;

public sealed class DynamoTokenBucketsTests(MotoServer moto) : IAsyncLifetime
{
    private const string Table = "buckets";
    private static readonly Rate ThreeThenSix = new(3, 6);

    private readonly AmazonDynamoDBClient _client =
        new(CannedAws.Credentials, new AmazonDynamoDBConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    public async ValueTask InitializeAsync()
    {
        try
        {
            await _client.CreateTableAsync(new CreateTableRequest
            {
                TableName = Table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new() { AttributeName = "pk", AttributeType = ScalarAttributeType.S }, new() { AttributeName = "sk", AttributeType = ScalarAttributeType.S }],
                KeySchema = [new() { AttributeName = "pk", KeyType = KeyType.HASH }, new() { AttributeName = "sk", KeyType = KeyType.RANGE }],
            });
        }
        catch (ResourceInUseException)
        {
            // Another test of this class has made it.
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Take_ByTwoCopiesInTurns_SharesTheTokens()
    {
        DynamoTokenBuckets[] copies = [new(_client, Table), new(_client, Table)];
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
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new DynamoTokenBuckets(_client, Table).TakeAsync("at once", ThreeThenSix, Some.Moment, default)));
        taken.Count(one => one).ShouldBe(3);
    }
}
