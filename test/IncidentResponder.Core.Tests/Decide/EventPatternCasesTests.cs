using System.Text.Json;
using IncidentResponder.Core.Decide;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>Our own cases, beside this file; what EventBridge's documentation says decides what each expects.</summary>
public sealed class EventPatternCasesTests(ITestOutputHelper output)
{
    private static readonly JsonElement[] Cases = ReadCases();

    public static IEnumerable<TheoryDataRow<int>> All =>
        Cases.Select((one, at) => new TheoryDataRow<int>(at) { TestDisplayName = NameOf(one) });

    [Theory]
    [MemberData(nameof(All))]
    public void Pattern_Case_IsAsDocumented(int at)
    {
        JsonElement one = Cases[at];
        if (one.TryGetProperty("refused", out _))
            Should.Throw<FormatException>(() => EventPattern.Parse(one.GetProperty("pattern")), NameOf(one));
        else
            EventPattern.Parse(one.GetProperty("pattern")).Matches(one.GetProperty("event"))
                .ShouldBe(one.GetProperty("matches").GetBoolean(), NameOf(one));
    }

    [Fact]
    public void Cases_AreManyAndEachHasItsOwnName()
    {
        output.WriteLine($"{Cases.Length} event pattern cases.");
        Cases.Length.ShouldBeGreaterThanOrEqualTo(350);
        Cases.Select(NameOf).ShouldBeUnique();
    }

    private static string NameOf(JsonElement one) => one.GetProperty("name").GetString()!;

    private static JsonElement[] ReadCases()
    {
        string path = Repository.PathOf("test", "IncidentResponder.Core.Tests", "Decide", "event-pattern-cases.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
