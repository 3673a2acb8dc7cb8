using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.Tests.StepFunctions;

/// <summary>What DescribeExecution says of an execution.</summary>
internal sealed record Outcome(string Arn, string Status, string? Output, string? Error, string? Cause)
{
    public void ShouldSucceedWith(string json)
    {
        Status.ShouldBe("SUCCEEDED", $"{Error}: {Cause}");
        JsonNode.DeepEquals(JsonNode.Parse(Output!), JsonNode.Parse(json)).ShouldBeTrue($"{Output} instead of {json}");
    }

    public void ShouldFailWith(string? error)
    {
        Status.ShouldBe("FAILED", Output);
        Error.ShouldBe(error);
    }
}
