using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>Reads a folder of published events with an index of what each of them is, when there is one.</summary>
public sealed class CorpusTests
{
    // Well-formed JSON that is no whole finding.
    private static readonly Dictionary<string, string> Fragments = new(StringComparer.Ordinal)
    {
        ["guardduty/api-shape-fragment-ecs-cluster-task.json"] = "A fragment without type, id and severity: it fails at type.",
        ["guardduty/api-shape-fragment-ebs-malware-scan-container.json"] = "A fragment without type and id, marked as a sample: ignored, and nothing to compare.",
        ["guardduty/api-shape-fragment-runtime-cgroups-release-agent.json"] = "A fragment without id, marked as a sample: ignored, and nothing to compare.",
    };

    private static readonly Dictionary<string, string> NoSuchResource = new(StringComparer.Ordinal)
    {
        ["guardduty/attack-sequence-iam-compromised-credentials.json"] = "A sequence is no resource, and the event leaves out those of the sequence: the account stands for them.",
        ["guardduty/attack-sequence-s3-compromised-data.json"] = "As above.",
    };

    [Fact]
    public void Read_EveryWellFormedEvent_GivesNoError() =>
        ReadAll().Where(read => !read.Entry.IsMalformed && !Fragments.ContainsKey(read.Entry.File))
            .SelectMany(read => read.Results.OfType<Ingested.Unreadable>().Select(fault => $"{read.Entry.File} at {fault.Path}: {fault.Reason}"))
            .ShouldBeEmpty();

    [Fact]
    public void Read_EveryMalformedEvent_FailsWithAReasonThatNamesThePlace()
    {
        var malformed = ReadAll().Where(read => read.Entry.IsMalformed).ToList();

        malformed.ShouldNotBeEmpty();
        malformed.ShouldAllBe(read => read.Results.Single().ShouldBeOfType<Ingested.Unreadable>().Reason.Contains("not JSON (line "));
    }

    [Fact]
    public void Read_EveryFinding_IsOfThePublishedTypeAndResource()
    {
        var holding = ReadAll().Where(read => read.Entry.HoldsFindings && !Fragments.ContainsKey(read.Entry.File)).ToList();

        holding.Count.ShouldBeGreaterThan(100);
        holding.Where(read => read.Findings.Count == 0).Select(read => read.Entry.File).ShouldBeEmpty();
        holding.Where(read => !read.Entry.IsOfType(read.Findings)).Select(read => $"{read.Entry.File}: {read.Findings[0].Type}").ShouldBeEmpty();
        holding.Where(read => !NoSuchResource.ContainsKey(read.Entry.File) && !read.Entry.HasResources(read.Findings))
            .Select(read => $"{read.Entry.File}: {string.Join(", ", read.Findings[0].Resources.Select(resource => resource.Type))}").ShouldBeEmpty();
    }

    [Fact]
    public void Read_EveryEventThatIsNoFinding_IsIgnored() =>
        ReadAll().Where(read => !read.Entry.HoldsFindings && !ToldWithoutAFinding.Contains(read.Entry.File) && !read.Entry.IsMalformed && !read.Results.All(result => result is Ingested.Ignored))
            .Select(read => read.Entry.File).ShouldBeEmpty();

    // Somebody sends an insight's results by hand: they count findings and name none, and people are told.
    private static readonly string[] ToldWithoutAFinding = ["custom-action/c7n-insight-results-2019.json"];

    private static List<CorpusReading> ReadAll()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENT_RESPONDER_CORPUS");
        if (string.IsNullOrEmpty(folder))
            Assert.Skip("INCIDENT_RESPONDER_CORPUS is not set: the published events were not read.");

        var read = CorpusEntry.In(folder).Select(entry => new CorpusReading(entry, [.. EventReader.Read(File.ReadAllText(Path.Combine(folder, entry.File)))])).ToList();
        read.Count.ShouldBeGreaterThan(100);
        return read;
    }
}
