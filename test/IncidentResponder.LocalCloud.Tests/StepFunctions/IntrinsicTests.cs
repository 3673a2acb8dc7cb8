using System.Text.Json;
using CsCheck;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

public sealed class IntrinsicTests : IDisposable
{
    private readonly LocalSteps steps = new();

    public void Dispose() => steps.Dispose();

    // The results of most of these cases were recorded on AWS.
    [Theory]
    [InlineData("States.Format('Formatting argument {}.', $.a)", """{"a":"HelloWorld"}""", "\"Formatting argument HelloWorld.\"")]
    [InlineData("States.Format('{}', $.a)", """{"a":null}""", "\"null\"")]
    [InlineData("States.Format('{}', $.a)", """{"a":1.1}""", "\"1.1\"")]
    [InlineData("States.Format('fst={} and snd={}.', $.a, $.b)", """{"a":{"Arg1":1,"Arg2":[]},"b":{"Arg1":1,"Arg2":[]}}""", "\"fst={Arg1=1, Arg2=[]} and snd={Arg1=1, Arg2=[]}.\"")]
    [InlineData("States.Format('it\\'s \\{\\} {}', 1)", "{}", "\"it's {} 1\"")]
    [InlineData("States.Format('no values')", "{}", "\"no values\"")]
    [InlineData("States.StringToJson($.a)", """{"a":""}""", "null")]
    [InlineData("States.StringToJson($.a)", """{"a":"{\"x\":[1]}"}""", """{"x":[1]}""")]
    [InlineData("States.JsonToString($.a)", """{"a":[1,2,"HelloWorld"]}""", "\"[1,2,\\\"HelloWorld\\\"]\"")]
    [InlineData("States.JsonToString($.a)", """{"a":null}""", "\"null\"")]
    [InlineData("States.Array()", "{}", "[]")]
    [InlineData("States.Array(1, 'two', true, null, $.a, States.Array(3))", """{"a":{"b":1}}""", """[1,"two",true,null,{"b":1},[3]]""")]
    [InlineData("States.ArrayPartition($.a, 2)", """{"a":[0,1,2]}""", "[[0,1],[2]]")]
    [InlineData("States.ArrayPartition($.a, 4)", """{"a":[]}""", "[]")]
    [InlineData("States.ArrayContains($.a, $.b)", """{"a":[{"1":2,"2":[]}],"b":{"2":[],"1":2}}""", "true")]
    [InlineData("States.ArrayContains($.a, 2)", """{"a":[1,3]}""", "false")]
    [InlineData("States.ArrayRange(0, 10, 3)", "{}", "[0,3,6,9]")]
    [InlineData("States.ArrayRange(1, 9, 9)", "{}", "[1]")]
    [InlineData("States.ArrayRange(3, 0, -1)", "{}", "[3,2,1,0]")]
    [InlineData("States.ArrayGetItem($.a, 5)", """{"a":[1,2,3,4,5,6]}""", "6")]
    [InlineData("States.ArrayLength($.a[*].b)", """{"a":[{"b":1},{"b":2}]}""", "2")]
    [InlineData("States.ArrayUnique($.a)", """{"a":[null,null,true,true,1,1,1.1,"x","x",[],[],[null],{"a":1,"b":2},{"b":2,"a":1}]}""", """[null,true,1,1.1,"x",[],[null],{"a":1,"b":2}]""")]
    [InlineData("States.Base64Encode($.a)", """{"a":"Data to encode"}""", "\"RGF0YSB0byBlbmNvZGU=\"")]
    [InlineData("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", "{}", "\"Data to encode\"")]
    [InlineData("States.Hash('input data', 'MD5')", "{}", "\"812f45842bc6d66ee14572ce20db8e86\"")]
    [InlineData("States.Hash('input data', 'SHA-1')", "{}", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("States.Hash('input data', 'SHA-256')", "{}", "\"b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3\"")]
    [InlineData("States.ArrayLength(States.Array(States.Hash('x', 'SHA-384'), States.Hash('x', 'SHA-512')))", "{}", "2")]
    [InlineData("States.JsonMerge($.a, $.b, false)", """{"a":{"a":{"a1":1},"b":2,"d":3},"b":{"a":{"a3":1},"c":3,"d":4}}""", """{"a":{"a3":1},"b":2,"c":3,"d":4}""")]
    [InlineData("States.JsonMerge(States.StringToJson('{\"k\": \"v\"}'), $.a, false)", """{"a":{"b":1}}""", """{"k":"v","b":1}""")]
    [InlineData("States.MathAdd($.a, 3)", """{"a":-9}""", "-6")]
    [InlineData("States.MathAdd(1.5, 1.51)", "{}", "4")]
    [InlineData("States.MathAdd(-1.49, -1.5)", "{}", "-2")]
    [InlineData("States.MathAdd(-1.5, -1.51)", "{}", "-3")]
    [InlineData("States.MathAdd(-0.5, 0.5)", "{}", "1")]
    [InlineData("States.StringSplit($.a, $.b)", """{"a":"This.is+a,test=string","b":".+,="}""", """["This","is","a","test","string"]""")]
    [InlineData("States.StringSplit($.a, ',')", """{"a":", , ,"}""", """[" "," "]""")]
    [InlineData("States.StringSplit(',,,,', ',')", "{}", "[]")]
    [InlineData("States.ArrayGetItem(States.StringSplit($$.StateMachine.Name, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($$.StateMachine.Name, '-')), -1))", "{}", "\"1\"")]
    public async Task Intrinsic_WithGoodArguments_GivesWhatAwsGives(string expression, string input, string expected) =>
        (await RunAsync(expression, input)).ShouldSucceedWith($$"""{"v":{{expected}}}""");

    [Theory]
    [InlineData("States.StringToJson($.a)", """{"a":"{"}""")]
    [InlineData("States.Format('{} {}', 1)", "{}")]
    [InlineData("States.Format('{}', 1, 2)", "{}")]
    [InlineData("States.ArrayGetItem($.a, 9)", """{"a":[1]}""")]
    [InlineData("States.ArrayRange(0, 1, 0)", "{}")]
    [InlineData("States.ArrayRange(0, 1000, 1)", "{}")]
    [InlineData("States.ArrayPartition($.a, 0)", """{"a":[1]}""")]
    [InlineData("States.ArrayLength($.a)", """{"a":"text"}""")]
    [InlineData("States.Base64Decode('%')", "{}")]
    [InlineData("States.Hash('x', 'CRC')", "{}")]
    [InlineData("States.JsonMerge($.a, $.a, true)", """{"a":{}}""")]
    [InlineData("States.MathAdd(2147483647, 1)", "{}")]
    [InlineData("States.MathRandom(5, 5)", "{}")]
    public async Task Intrinsic_WithBadArguments_IsIntrinsicFailure(string expression, string input)
    {
        Outcome outcome = await RunAsync(expression, input);

        outcome.ShouldFailWith("States.IntrinsicFailure");
        outcome.Cause!.ShouldContain("v.$");
    }

    [Fact]
    public async Task Uuid_Twice_GivesTwoOfVersion4()
    {
        Outcome outcome = await RunAsync("States.Array(States.UUID(), States.UUID())", "{}");

        string[] ids = JsonSerializer.Deserialize<JsonElement>(outcome.Output!).GetProperty("v").Deserialize<string[]>()!;
        ids.ShouldAllBe(id => Guid.Parse(id).Version == 4);
        ids[0].ShouldNotBe(ids[1]);
    }

    [Fact]
    public async Task MathRandom_SameSeed_GivesTheSameNumberWithinBounds()
    {
        Outcome outcome = await RunAsync("States.Array(States.MathRandom(10, 20, 3), States.MathRandom(10, 20, 3), States.MathRandom(10, 11))", "{}");

        int[] numbers = JsonSerializer.Deserialize<JsonElement>(outcome.Output!).GetProperty("v").Deserialize<int[]>()!;
        numbers[0].ShouldBe(numbers[1]);
        numbers[0].ShouldBeInRange(10, 19);
        numbers[2].ShouldBe(10);
    }

    [Fact]
    public Task JsonToString_ThenStringToJson_GivesTheValueBack() =>
        Gen.String.Array[0, 4].SampleAsync(
            async texts =>
            {
                string input = JsonSerializer.Serialize(new { a = texts });
                (await RunAsync("States.StringToJson(States.JsonToString($.a))", input)).ShouldSucceedWith($$"""{"v":{{JsonSerializer.Serialize(texts)}}}""");
            },
            iter: 50);

    private Task<Outcome> RunAsync(string expression, string input) =>
        steps.RunAsync(Some.Machine($$"""{"Type":"Pass","Parameters":{"v.$":{{JsonSerializer.Serialize(expression)}}},"End":true}"""), input);
}
