namespace IncidentResponder.Standins.Tests.Api;

public sealed class UnsupportedModelTests
{
    private static string Detective =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Standins", "AWSSDK.Detective.awsmodel.json"));

    [Theory]
    [InlineData("\"protocol\":\"rest-json\"", "\"protocol\":\"rest-xml\"", "protocol rest-xml")]
    [InlineData("\"ListGraphsRequest\": {", "\"ListGraphsRequest\": {\"payload\":\"NextToken\",", "ListGraphs has a payload member in its request")]
    [InlineData("\"ListGraphsResponse\": {", "\"ListGraphsResponse\": {\"payload\":\"NextToken\",", "ListGraphs has a payload member in its response")]
    [InlineData("\"fn\":\"aws.partition\"", "\"fn\":\"aws.unheardOf\"", "endpoint function aws.unheardOf")]
    [InlineData("\"type\":\"timestamp\"", "\"type\":\"duration\"", "is of type duration")]
    public void Model_WithWhatTheGeneratorCannotExpress_IsABuildError(string known, string unknown, string reason)
    {
        var (_, said) = GeneratedClient.Of("AWSSDK.Detective", Detective.Replace(known, unknown, StringComparison.Ordinal));

        said.ShouldHaveSingleItem().Id.ShouldBe("AWSSTANDIN001");
        said[0].GetMessage().ShouldContain(reason);
    }

    [Fact]
    public void Model_CutShort_IsABuildError()
    {
        var (_, said) = GeneratedClient.Of("AWSSDK.Detective", Detective[..2000]);

        said.ShouldHaveSingleItem().GetMessage().ShouldContain("run refresh.py");
    }
}
