using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace IncidentResponder.Aws.Tests.Outside;

/// <summary>The table of incidents as the template makes it, at moto.</summary>
internal static class IncidentTable
{
    public const string Name = "incidents";

    public static AmazonDynamoDBClient ClientOf(MotoServer moto) =>
        new(CannedAws.Credentials, new AmazonDynamoDBConfig { ServiceURL = moto.Url, AuthenticationRegion = "eu-west-1" });

    public static async Task MakeAsync(IAmazonDynamoDB client)
    {
        try
        {
            await client.CreateTableAsync(new CreateTableRequest
            {
                TableName = Name,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                AttributeDefinitions = [new() { AttributeName = "pk", AttributeType = ScalarAttributeType.S }, new() { AttributeName = "sk", AttributeType = ScalarAttributeType.S }],
                KeySchema = [new() { AttributeName = "pk", KeyType = KeyType.HASH }, new() { AttributeName = "sk", KeyType = KeyType.RANGE }],
            });
        }
        catch (ResourceInUseException)
        {
            // Another test has made it.
        }
    }
}
