using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using IncidentResponder.Core;
using IncidentResponder.Core.Triage;
using IncidentResponder.LocalCloud;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.LocalCloud.Respond;

namespace IncidentResponder.Scenarios;

/// <summary>Ten thousand findings with one critical among them: none is lost, the critical one overtakes, and people get a few messages.</summary>
public sealed class FloodTests
{
    private const int Findings = 10_000;
    private const int Critical = 5_000;
    private const int MostMessages = 20;

    // Five batches of ten are in work at once: only a way of its own overtakes more.
    private const int MostInWork = 50;

    private static readonly string[] Types =
    [
        "CryptoCurrency:EC2/BitcoinTool.B", "Recon:EC2/PortProbeUnprotectedPort", "Backdoor:EC2/C&CActivity.B", "Behavior:EC2/NetworkPortUnusual",
    ];

    [Fact]
    public async Task Flood_TenThousandWithOneCritical_LosesNoneAndTellsFew()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var host = await LocalCloudHost.StartAsync(new LocalCloudOptions { Say = Console.WriteLine }, cancel);
        CloudReads reads = new(host);
        var (opened, digested, overtaken, sent) = (new List<string>(), 0, -1, false);
        using var watch = host.Observer.After((call, status, _) =>
        {
            lock (opened)
            {
                digested += DigestedBy(call, status);
                if (OpenedBy(call, status) is { } id)
                {
                    opened.Add(id);

                    // Of those that were sent before it: what came after it would be waiting in any case.
                    if (call.Text.Contains(IdOf(Critical), StringComparison.Ordinal))
                        overtaken = Critical - digested - opened.Count;
                }
            }

            return Task.FromResult<LocalResponse?>(null);
        });

        foreach (var ten in Enumerable.Range(0, Findings).Where(number => number != Critical).Chunk(10))
        {
            // The critical one goes by the bus, and so into both queues; the others as the bus would have put them there.
            if (ten[0] > Critical && !sent)
            {
                sent = true;
                await host.PutEventAsync(JsonSerializer.SerializeToElement(Event(Critical)), cancel);
            }

            await reads.SendToFindingQueueAsync([.. ten.Select(number => Event(number).ToJsonString())], cancel);
        }

        await reads.UntilEventsAreHandledAsync(cancel);
        host.Clock.FastForward = true;
        foreach (var id in opened)
            await host.StepFunctions.EndOfAsync($"{host.Ref("ResponseStateMachine").Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{id}", cancel);

        var incidents = (await Task.WhenAll(opened.Select(id => reads.RecordAsync(IncidentId.Parse(id), cancel)))).Select(record => record.ShouldNotBeNull()).ToArray();
        var floods = incidents.Where(record => record.Incident.Playbook == Playbooks.Digest).ToArray();
        var named = await Task.WhenAll(floods.Select(flood => SealedAsync(host, flood.Incident.Id, cancel)));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{incidents.Length - floods.Length} incidents, {named.Sum(lines => lines.Length)} findings in {floods.Length} digests, {host.Sent.All.Length} messages; the critical one overtook {overtaken} findings.");

        incidents.Except(floods).SelectMany(record => record.Findings).Select(finding => finding.Id).Concat(named.SelectMany(lines => lines).Select(line => line.Id))
            .Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, Findings).Select(IdOf));
        (await reads.DeadLettersAsync(cancel)).ShouldBeEmpty();
        overtaken.ShouldBeGreaterThan(MostInWork);
        host.Sent.All.Length.ShouldBeInRange(4, MostMessages);
        host.Sent.All.Where(message => message.Subject.Contains("Digest:", StringComparison.Ordinal)).Select(message => message.IncidentId)
            .ShouldBe(floods.Select(flood => flood.Incident.Id.Value), ignoreOrder: true);
    }

    private static async Task<ImmutableArray<DigestedFinding>> SealedAsync(LocalCloudHost host, IncidentId id, CancellationToken cancel)
    {
        using AmazonS3Client s3 = new(
            new BasicAWSCredentials("AKIALOCALREADER00000", "local"),
            new AmazonS3Config { ServiceURL = host.Endpoint.ToString(), AuthenticationRegion = host.Api.Region, ForcePathStyle = true });
        using var digest = await s3.GetObjectAsync(host.Ref("EvidenceBucket"), $"incidents/{id}/digest.json", cancel);
        return await JsonSerializer.DeserializeAsync(digest.ResponseStream, CoreJson.Default.ImmutableArrayDigestedFinding, cancel);
    }

    private static string? OpenedBy(LocalRequest call, int status) =>
        WrittenBy(call, status) is { } item && TextOf(item, "sk") == "INCIDENT" ? TextOf(item, "pk")["INC#".Length..] : null;

    private static int DigestedBy(LocalRequest call, int status) =>
        WrittenBy(call, status) is { } item && TextOf(item, "pk").StartsWith("DIGEST#", StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(TextOf(item, "json"), CoreJson.Default.ImmutableArrayDigestedFinding).Length
            : 0;

    private static JsonNode? WrittenBy(LocalRequest call, int status) =>
        status == 200 && call is { SigningName: "dynamodb", Operation: "PutItem" } ? call.Json()["Item"] : null;

    private static string TextOf(JsonNode item, string attribute) => item[attribute]?["S"]?.GetValue<string>() ?? "";

    private static string IdOf(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private static JsonNode Event(int number)
    {
        var body = JsonNode.Parse(Scenario.EventText(Scenario.CryptoMining))!;
        var detail = body["detail"]!;
        (detail["id"], detail["type"], detail["severity"]) = (IdOf(number), Types[number % Types.Length], number == Critical ? 9.5 : 8.0);
        detail["resource"]!["instanceDetails"]!["instanceId"] = $"i-{number.ToString("x17", CultureInfo.InvariantCulture)}";
        return body;
    }
}
