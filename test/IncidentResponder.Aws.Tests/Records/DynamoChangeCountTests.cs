using System.Net;
using Amazon.DynamoDBv2;
using IncidentResponder.Aws.Records;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>The counter that ships holds the promises, against a DynamoDB of somebody else's make.</summary>
public sealed class DynamoChangeCountTests(MotoServer moto) : ChangeCountContract, IAsyncLifetime
{
    private readonly AmazonDynamoDBClient _client = IncidentTable.ClientOf(moto);

    protected override IChangeCount Count => new DynamoChangeCount(_client, IncidentTable.Name);

    public async ValueTask InitializeAsync() => await IncidentTable.MakeAsync(_client);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Count_TableRefuses_IsNotKnownAndNamesTheError()
    {
        var aws = new CannedAws().On("UpdateItem", """{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException","message":"no"}""", HttpStatusCode.BadRequest);
        using AmazonDynamoDBClient refusing = new(CannedAws.Credentials, aws.On(new AmazonDynamoDBConfig()));
        (await new DynamoChangeCount(refusing, IncidentTable.Name).CountAsync("x", Some.Moment, Some.Incident().Id, 3, default))
            .ShouldBe(new ChangeTally.NotKnown("AccessDeniedException"));
    }
}
