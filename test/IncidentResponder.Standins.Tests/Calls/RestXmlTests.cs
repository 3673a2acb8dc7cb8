using Amazon.S3Control;
using Amazon.S3Control.Model;

namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>Calls with XML for a body, to a host that an account's number goes before.</summary>
public sealed class RestXmlTests
{
    private const string Account = "111122223333";

    [Fact]
    public async Task RestXmlCall_WithAPayloadMember_SendsItAloneInItsNamespace()
    {
        var wire = new CannedAnswers((200, ""));
        using var control = new AmazonS3ControlClient(CannedAnswers.Credentials, wire.Configure<AmazonS3ControlConfig>());

        await control.PutPublicAccessBlockAsync(
            new() { AccountId = Account, PublicAccessBlockConfiguration = new() { BlockPublicAcls = true, RestrictPublicBuckets = false } },
            TestContext.Current.CancellationToken);

        var sent = wire.Sent.ShouldHaveSingleItem();
        sent.Body.ShouldBe("""
            <PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><BlockPublicAcls>true</BlockPublicAcls><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>
            """.Trim());
        (sent.Headers["Content-Type"], sent.Headers["x-amz-account-id"]).ShouldBe(("application/xml", Account));
    }

    [Fact]
    public async Task RestXmlAnswer_WithAPayloadMember_IsReadIntoIt()
    {
        var wire = new CannedAnswers((200, """
            <?xml version="1.0"?><PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">
            <BlockPublicAcls>true</BlockPublicAcls><BlockPublicPolicy>false</BlockPublicPolicy></PublicAccessBlockConfiguration>
            """));
        using var control = new AmazonS3ControlClient(CannedAnswers.Credentials, wire.Configure<AmazonS3ControlConfig>());

        var response = await control.GetPublicAccessBlockAsync(new() { AccountId = Account }, TestContext.Current.CancellationToken);

        var block = response.PublicAccessBlockConfiguration;
        (block.BlockPublicAcls, block.BlockPublicPolicy, block.IgnorePublicAcls).ShouldBe((true, false, null));
    }

    [Fact]
    public async Task RestXmlAnswer_WithoutAPayloadMember_IsReadFromItsRoot()
    {
        var wire = new CannedAnswers((200, """
            <ListAccessPointsResult><AccessPointList><AccessPoint><Name>logs</Name><NetworkOrigin>Internet</NetworkOrigin></AccessPoint>
            <AccessPoint><Name>inside</Name><NetworkOrigin>VPC</NetworkOrigin></AccessPoint></AccessPointList><NextToken>n</NextToken></ListAccessPointsResult>
            """));
        using var control = new AmazonS3ControlClient(CannedAnswers.Credentials, wire.Configure<AmazonS3ControlConfig>());

        var response = await control.ListAccessPointsAsync(new() { AccountId = Account, Bucket = "trail" }, TestContext.Current.CancellationToken);

        response.AccessPointList.Select(point => (point.Name, point.NetworkOrigin)).ShouldBe([("logs", NetworkOrigin.Internet), ("inside", NetworkOrigin.VPC)]);
        response.NextToken.ShouldBe("n");
        wire.Sent[0].Address.PathAndQuery.ShouldBe("/v20180820/accesspoint?bucket=trail");
    }

    [Fact]
    public async Task RestXmlError_OfTheModel_IsItsTypedException()
    {
        var wire = new CannedAnswers((404, """
            <ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>none is set</Message></Error><RequestId>r-6</RequestId></ErrorResponse>
            """));
        using var control = new AmazonS3ControlClient(CannedAnswers.Credentials, wire.Configure<AmazonS3ControlConfig>());

        var error = await Should.ThrowAsync<NoSuchPublicAccessBlockConfigurationException>(() =>
            control.GetPublicAccessBlockAsync(new() { AccountId = Account }, TestContext.Current.CancellationToken));

        (error.ErrorCode, error.Message, error.RequestId).ShouldBe(("NoSuchPublicAccessBlockConfiguration", "none is set", "r-6"));
    }

    [Theory]
    [InlineData(null, "https://111122223333.s3-control.eu-central-1.amazonaws.com")]
    [InlineData("https://s3-control.example.com", "https://111122223333.s3-control.example.com")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    public async Task RestXmlCall_OfAnAccount_GoesToTheAccountsHostWhereThereCanBeOne(string? serviceUrl, string host)
    {
        var wire = new CannedAnswers((204, ""));
        var config = wire.Configure<AmazonS3ControlConfig>();
        if (serviceUrl is not null)
            (config.ServiceURL, config.AuthenticationRegion) = (serviceUrl, "eu-central-1");
        using var control = new AmazonS3ControlClient(CannedAnswers.Credentials, config);

        await control.DeletePublicAccessBlockAsync(new() { AccountId = Account }, TestContext.Current.CancellationToken);

        var sent = wire.Sent.ShouldHaveSingleItem();
        sent.Address.GetLeftPart(UriPartial.Authority).ShouldBe(host);
        sent.Headers["Authorization"].ShouldContain("/eu-central-1/s3/aws4_request");
    }
}
