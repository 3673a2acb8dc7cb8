using System.Text;
using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace IncidentResponder.Standins.Tests.Lambda;

/// <summary>The JSON names of the events, as the platform writes and reads them.</summary>
public sealed class EventJsonTests
{
    private static readonly SourceGeneratorLambdaJsonSerializer<EventJson> Serializer = new();

    [Fact]
    public void SqsBatchResponse_Written_HasThePlatformsNames()
    {
        var response = new SQSBatchResponse([new() { ItemIdentifier = "m-1" }]);

        Write(response).ShouldBe("""{"batchItemFailures":[{"itemIdentifier":"m-1"}]}""");
        Write(new SQSBatchResponse()).ShouldBe("""{"batchItemFailures":[]}""");
    }

    [Fact]
    public void SqsEvent_AsThePlatformWritesIt_IsReadWhole()
    {
        var message = Read<SQSEvent>("""
            {"Records":[{"messageId":"m-1","receiptHandle":"r","body":"{}","md5OfBody":"md5","md5OfMessageAttributes":"md5a",
              "attributes":{"ApproximateReceiveCount":"2","SentTimestamp":"1545082649183"},
              "messageAttributes":{"kind":{"stringValue":"Opened","dataType":"String","stringListValues":[],"binaryListValues":[]}},
              "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:111122223333:findings","awsRegion":"us-east-1"}]}
            """).Records.ShouldHaveSingleItem();

        (message.MessageId, message.ReceiptHandle, message.Body, message.Md5OfBody, message.Md5OfMessageAttributes)
            .ShouldBe(("m-1", "r", "{}", "md5", "md5a"));
        (message.EventSource, message.EventSourceArn, message.AwsRegion)
            .ShouldBe(("aws:sqs", "arn:aws:sqs:us-east-1:111122223333:findings", "us-east-1"));
        message.Attributes["SentTimestamp"].ShouldBe("1545082649183");
        (message.MessageAttributes["kind"].StringValue, message.MessageAttributes["kind"].DataType).ShouldBe(("Opened", "String"));
    }

    [Fact]
    public void CloudWatchEvent_AsThePlatformWritesIt_IsReadWhole()
    {
        var happened = Read<CloudWatchEvent<Word>>("""
            {"version":"0","id":"e-1","detail-type":"GuardDuty Finding","source":"aws.guardduty","account":"111122223333",
             "time":"2026-09-01T01:02:03Z","region":"us-east-1","resources":["arn:r"],"detail":{"text":"port open"}}
            """);

        (happened.Version, happened.Id, happened.DetailType, happened.Source, happened.Account, happened.Region)
            .ShouldBe(("0", "e-1", "GuardDuty Finding", "aws.guardduty", "111122223333", "us-east-1"));
        happened.Time.ShouldBe(new DateTime(2026, 9, 1, 1, 2, 3, DateTimeKind.Utc));
        happened.Resources.ShouldBe(["arn:r"]);
        happened.Detail.Text.ShouldBe("port open");
    }

    [Fact]
    public void HttpApiRequest_AsThePlatformWritesIt_IsReadWhole()
    {
        var request = Read<APIGatewayHttpApiV2ProxyRequest>("""
            {"version":"2.0","routeKey":"GET /incidents/{incidentId}","rawPath":"/incidents/i-1","rawQueryString":"t=abc","cookies":["a=b"],
             "headers":{"accept":"text/html"},"queryStringParameters":{"t":"abc"},"pathParameters":{"incidentId":"i-1"},
             "requestContext":{"accountId":"111122223333","apiId":"api","domainName":"example.com","requestId":"r-1","stage":"$default",
               "timeEpoch":1583348638390,"http":{"method":"GET","path":"/incidents/i-1","protocol":"HTTP/1.1","sourceIp":"198.51.100.7","userAgent":"ua"}},
             "body":"dGVzdA==","isBase64Encoded":true}
            """);

        (request.Version, request.RouteKey, request.RawPath, request.RawQueryString, request.Body, request.IsBase64Encoded)
            .ShouldBe(("2.0", "GET /incidents/{incidentId}", "/incidents/i-1", "t=abc", "dGVzdA==", true));
        (request.Cookies[0], request.Headers["accept"], request.QueryStringParameters["t"], request.PathParameters["incidentId"])
            .ShouldBe(("a=b", "text/html", "abc", "i-1"));
        (request.RequestContext.TimeEpoch, request.RequestContext.RequestId, request.RequestContext.Http.SourceIp)
            .ShouldBe((1583348638390, "r-1", "198.51.100.7"));
    }

    [Fact]
    public void HttpApiResponse_Written_HasThePlatformsNames()
    {
        var response = new APIGatewayHttpApiV2ProxyResponse { StatusCode = 303, Body = "b", Cookies = ["c=d"] };
        response.SetHeaderValues("location", "/incidents/i-1", append: false);

        Write(response).ShouldBe(
            """{"statusCode":303,"headers":{"location":"/incidents/i-1"},"cookies":["c=d"],"body":"b","isBase64Encoded":false}""");
    }

    private static T Read<T>(string json) => Serializer.Deserialize<T>(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static string Write<T>(T value)
    {
        using var json = new MemoryStream();
        Serializer.Serialize(value, json);
        return Encoding.UTF8.GetString(json.ToArray());
    }
}

[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(CloudWatchEvent<Word>))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(SQSEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
