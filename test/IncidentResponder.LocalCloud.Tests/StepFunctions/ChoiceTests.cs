namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class ChoiceTests : IDisposable
{
    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    [Theory]
    [InlineData("\"StringEquals\":\"x\"", "\"x\"", true)]
    [InlineData("\"StringEquals\":\"x\"", "0", false)]
    [InlineData("\"StringEqualsPath\":\"$.w\"", "\"other\"", true)]
    [InlineData("\"StringLessThan\":\"AB\"", "\"A\"", true)]
    [InlineData("\"StringLessThanPath\":\"$.w\"", "\"z\"", false)]
    [InlineData("\"StringLessThanEquals\":\"A\"", "\"A\"", true)]
    [InlineData("\"StringGreaterThan\":\"A \"", "\"A\"", false)]
    [InlineData("\"StringGreaterThan\":\"B\"", "\"a\"", true)]
    [InlineData("\"StringGreaterThanEquals\":\"A\"", "\"AB\"", true)]
    [InlineData("\"NumericEquals\":0.0", "0", true)]
    [InlineData("\"NumericEquals\":1", "null", false)]
    [InlineData("\"NumericEquals\":1", "\"1\"", false)]
    [InlineData("\"NumericEqualsPath\":\"$.n\"", "7.0", true)]
    [InlineData("\"NumericLessThan\":1", "0", true)]
    [InlineData("\"NumericLessThanEqualsPath\":\"$.n\"", "8", false)]
    [InlineData("\"NumericGreaterThan\":1", "1", false)]
    [InlineData("\"NumericGreaterThanEquals\":1", "1", true)]
    [InlineData("\"BooleanEquals\":true", "true", true)]
    [InlineData("\"BooleanEquals\":true", "1", false)]
    [InlineData("\"BooleanEqualsPath\":\"$.t\"", "false", false)]
    [InlineData("\"TimestampEquals\":\"2016-03-14T01:59:00Z\"", "\"2016-03-14T02:59:00+01:00\"", true)]
    [InlineData("\"TimestampLessThan\":\"2016-03-14T01:59:00Z\"", "\"2016-03-14T01:58:59.999Z\"", true)]
    [InlineData("\"TimestampGreaterThan\":\"2016-03-14T01:59:00Z\"", "\"not a time\"", false)]
    [InlineData("\"TimestampGreaterThanEqualsPath\":\"$.at\"", "\"2016-03-14T01:59:00Z\"", true)]
    [InlineData("\"StringMatches\":\"log-*.txt\"", "\"log-2026.txt\"", true)]
    [InlineData("\"StringMatches\":\"*:*/*\"", "\"CryptoCurrency:EC2/BitcoinTool.B\"", true)]
    [InlineData("\"StringMatches\":\"a*a\"", "\"a\"", false)]
    [InlineData("\"StringMatches\":\"a\\\\*b\"", "\"a*b\"", true)]
    [InlineData("\"StringMatches\":\"a\\\\*b\"", "\"axb\"", false)]
    [InlineData("\"IsNull\":true", "null", true)]
    [InlineData("\"IsNull\":false", "null", false)]
    [InlineData("\"IsNull\":false", "0", true)]
    [InlineData("\"IsString\":true", "\"\"", true)]
    [InlineData("\"IsNumeric\":true", "\"1\"", false)]
    [InlineData("\"IsBoolean\":true", "false", true)]
    [InlineData("\"IsTimestamp\":true", "\"2016-03-14T01:59:00Z\"", true)]
    [InlineData("\"IsTimestamp\":true", "\"2016-13-14T01:59:00Z\"", false)]
    [InlineData("\"IsTimestamp\":true", "\"2016-03-14\"", false)]
    [InlineData("\"IsPresent\":true", "null", true)]
    [InlineData("\"IsPresent\":false", "1", false)]
    public async Task Comparison_OfAValue_HoldsAsOnAws(string comparison, string value, bool holds) =>
        await ShouldChooseAsync($$"""{"Variable":"$.v",{{comparison}},"Next":"Yes"}""", $$"""{"v":{{value}},"w":"other","n":7,"t":true,"at":"2016-03-14T01:59:00Z"}""", holds);

    [Theory]
    [InlineData("""{"Variable":"$.no","IsPresent":false,"Next":"Yes"}""", true)]
    [InlineData("""{"And":[{"Variable":"$.no","IsPresent":true},{"Variable":"$.no","StringEquals":"x"}],"Next":"Yes"}""", false)]
    [InlineData("""{"Or":[{"Variable":"$.a","NumericEquals":1},{"Variable":"$.no","StringEquals":"x"}],"Next":"Yes"}""", true)]
    [InlineData("""{"Not":{"Or":[{"Variable":"$.a","NumericEquals":2},{"And":[{"Variable":"$.a","IsNumeric":false}]}]},"Next":"Yes"}""", true)]
    [InlineData("""{"Variable":"$$.State.Name","StringEquals":"Pick","Next":"Yes"}""", true)]
    public async Task Rule_OfSeveralParts_AsksNoMoreThanItNeeds(string rule, bool holds) => await ShouldChooseAsync(rule, """{"a":1}""", holds);

    [Theory]
    [InlineData("""{"Variable":"$.no","StringEquals":"x","Next":"Yes"}""")]
    [InlineData("""{"Variable":"$.no","IsNull":true,"Next":"Yes"}""")]
    [InlineData("""{"Variable":"$.a","NumericEqualsPath":"$.no","Next":"Yes"}""")]
    public async Task Variable_Missing_EndsTheExecutionAndIsNoDefault(string rule)
    {
        Outcome outcome = await steps.RunAsync(Machine(rule), """{"a":1}""");

        outcome.ShouldFailWith("States.Runtime");
        outcome.Cause!.ShouldContain("'Pick'");
        outcome.Cause!.ShouldContain("$.no");
    }

    [Fact]
    public async Task Choices_NoneHoldsAndNoDefault_IsNoChoiceMatched()
    {
        Outcome outcome = await steps.RunAsync("""
            {"StartAt":"Pick","States":{"Pick":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"Yes"}]},"Yes":{"Type":"Succeed"}}}
            """, """{"a":1}""");

        outcome.ShouldFailWith("States.NoChoiceMatched");
    }

    [Fact]
    public async Task Choices_SeveralHold_TheFirstWins()
    {
        Outcome outcome = await steps.RunAsync("""
            {"StartAt":"Pick","States":{
              "Pick":{"Type":"Choice","OutputPath":"$.a","Choices":[{"Variable":"$.a","NumericLessThan":5,"Next":"First"},{"Variable":"$.a","NumericLessThan":9,"Next":"Second"}]},
              "First":{"Type":"Succeed"},"Second":{"Type":"Fail"}}}
            """, """{"a":1}""");

        outcome.ShouldSucceedWith("1");
    }

    private static string Machine(string rule) => $$$$"""
        {"StartAt":"Pick","States":{"Pick":{"Type":"Choice","Choices":[ {{{{rule}}}} ],"Default":"No"},
          "Yes":{"Type":"Pass","Result":true,"End":true},"No":{"Type":"Pass","Result":false,"End":true}}}
        """;

    private async Task ShouldChooseAsync(string rule, string input, bool holds) =>
        (await steps.RunAsync(Machine(rule), input)).ShouldSucceedWith(holds ? "true" : "false");
}
