using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IncidentResponder.Standins.Tests.Api;

public sealed class UnsupportedModelTests
{
    private static string Detective => Model("Detective");

    [Theory]
    [InlineData("\"protocol\":\"rest-json\"", "\"protocol\":\"ec2\"", "protocol ec2")]
    [InlineData("\"ListGraphsRequest\": {", "\"ListGraphsRequest\": {\"payload\":\"NextToken\",", "ListGraphs has a payload member in its request")]
    [InlineData("\"ListGraphsResponse\": {", "\"ListGraphsResponse\": {\"payload\":\"NextToken\",", "ListGraphs has a payload member in its response")]
    [InlineData("\"fn\":\"aws.partition\"", "\"fn\":\"aws.unheardOf\"", "endpoint function aws.unheardOf")]
    [InlineData("\"type\":\"timestamp\"", "\"type\":\"duration\"", "is of type duration")]
    public void Model_WithWhatTheGeneratorCannotExpress_IsABuildError(string known, string unknown, string reason)
    {
        var said = Said("Detective", known, unknown);

        said.ShouldHaveSingleItem().Id.ShouldBe("AWSSTANDIN001");
        said[0].GetMessage().ShouldContain(reason);
    }

    [Theory]
    [InlineData("\"locationName\":\"BlockPublicAcls\"", "\"xmlAttribute\":true", "BlockPublicAcls is an attribute in an answer")]
    [InlineData("\"payload\":\"PublicAccessBlockConfiguration\",", "", "PutPublicAccessBlock sends XML that is no payload member")]
    [InlineData("\"Setting\": {\"type\":\"boolean\"", "\"Setting\": {\"type\":\"list\",\"member\":{\"shape\":\"AccountId\"}", "BlockPublicAcls is a collection")]
    [InlineData("\"PublicAccessBlockConfiguration\": {\"type\":\"structure\"", "\"PublicAccessBlockConfiguration\": {\"type\":\"string\"", "GetPublicAccessBlock answers a string for its body")]
    [InlineData("\"AccessPointList\": {", "\"AccessPointList\": {\"flattened\":true,", "AccessPointList is a flattened collection in an answer")]
    [InlineData("{AccountId}.", "{Bucket}.", "has a member in its host prefix")]
    [InlineData("\"PutPublicAccessBlock\": {", "\"PutPublicAccessBlock\": {\"httpChecksumRequired\":true,", "PutPublicAccessBlock needs a checksum")]
    public void RestXmlModel_WithWhatTheGeneratorCannotExpress_IsABuildError(string known, string unknown, string reason)
    {
        var said = Said("S3Control", known, unknown);

        said.ShouldHaveSingleItem().Id.ShouldBe("AWSSTANDIN001");
        said[0].GetMessage().ShouldContain(reason);
    }

    [Fact]
    public void Model_CutShort_IsABuildError()
    {
        var (_, said) = GeneratedClient.Of("AWSSDK.Detective", Detective[..2000]);

        said.ShouldHaveSingleItem().GetMessage().ShouldContain("run refresh.py");
    }

    private static ImmutableArray<Diagnostic> Said(string service, string known, string unknown) =>
        GeneratedClient.Of("AWSSDK." + service, Model(service).Replace(known, unknown, StringComparison.Ordinal)).Said;

    private static string Model(string service) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Standins", $"AWSSDK.{service}.awsmodel.json"));
}
