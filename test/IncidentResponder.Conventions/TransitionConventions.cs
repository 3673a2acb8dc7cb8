using System.Text.Json.Nodes;
using IncidentResponder.Conventions.Reading;

namespace IncidentResponder.Conventions;

/// <summary>Step Functions bills by transition: each state entered is one, and each retry is one more.</summary>
public sealed class TransitionConventions(ITestOutputHelper output)
{
    // Which way each Choice goes when people approve and the checks at once, after one minute and after five confirm.
    private static readonly Dictionary<string, string[]> ApprovePath = new()
    {
        ["Route"] = ["Respond"],
        ["ChooseMode"] = ["Approve"],
        ["Answer"] = ["Preserve"],
        ["Changed"] = ["Verify"],
        ["VerifyNext"] = ["VerifyWait", "VerifyWait", "Verified"],
    };

    [Fact]
    public void ApprovePath_Transitions_AreTwentyTwoAndLeaveThreeForDetective()
    {
        var walked = Walk(Definition.Response.Root, ApprovePath.ToDictionary(choice => choice.Key, choice => new Queue<string>(choice.Value))).ToList();
        output.WriteLine(string.Join(" > ", walked));

        walked.Count.ShouldBe(22);
        walked[^1].ShouldBe("Close");
    }

    [Fact]
    public void RollBackPath_Transitions_AreThree() => Walk(Definition.RollBack.Root, []).ShouldBe(["RollBack", "NotifyOutcome", "Close"]);

    private static IEnumerable<string> Walk(JsonNode machine, Dictionary<string, Queue<string>> answers)
    {
        for (var name = machine["StartAt"]?.ToString(); name is not null;)
        {
            var state = machine["States"]![name]!;
            yield return name;
            foreach (var inner in Json.ListOf(state["Branches"]).SelectMany(branch => Walk(branch!, answers)))
                yield return inner;
            name = state["Type"]!.ToString() == "Choice" ? Chosen(name, state, answers) : state["Next"]?.ToString();
        }
    }

    private static string Chosen(string name, JsonNode choice, Dictionary<string, Queue<string>> answers)
    {
        var next = answers[name].Dequeue();
        Json.ListOf(choice["Choices"]).Select(rule => rule!["Next"]!.ToString()).Append(choice["Default"]!.ToString()).ShouldContain(next);
        return next;
    }
}
