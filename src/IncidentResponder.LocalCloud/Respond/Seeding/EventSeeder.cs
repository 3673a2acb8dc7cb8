using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>
/// Makes what an event names. The emulator chooses the ids of instances and keys itself,
/// so the event is put on the bus with those ids in the place of its own.
/// </summary>
/// <param name="aws">The clients.</param>
/// <param name="account">The account that the cloud emulates.</param>
/// <param name="region">The Region.</param>
public sealed class EventSeeder(AwsClients aws, string account, string region)
{
    /// <summary>Makes what the event names, or nothing when it names nothing that a playbook acts on.</summary>
    public async Task<SeededWorld> SeedAsync(string eventText, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var finding = FindingIn(eventText);
        if (finding is null)
            return new SeededWorld(eventText, [], null, null);

        var text = eventText.Replace(finding.Account.Value, account, StringComparison.Ordinal).Replace(finding.Region, region, StringComparison.Ordinal);
        string? seededUser = null;
        SeededInstance? instance = null;
        var made = ImmutableArray.CreateBuilder<string>();
        foreach (var old in finding.Resources.Where(r => r.Type == "AwsEc2Instance").Select(r => r.Id).Distinct())
        {
            (instance, var lines) = await new InstanceSeed(aws, region).MakeAsync(tags, cancel);
            text = text.Replace(old, instance.InstanceId, StringComparison.Ordinal);
            made.AddRange(lines);
            made.Add($"the event's {old} is now {instance.InstanceId}");
        }

        if (finding.Principal is { Kind: "IAMUser", Name: { } user, AccessKeyId: { } oldKey } && oldKey.StartsWith("AKIA", StringComparison.Ordinal))
        {
            var (key, lines) = await new AccessKeySeed(aws).MakeAsync(user, cancel);
            text = text.Replace(oldKey, key, StringComparison.Ordinal);
            made.AddRange(lines);
            made.Add($"the event's {oldKey} is now {key}");
            seededUser = user;
        }

        return new SeededWorld(text, made.ToImmutable(), instance, seededUser);
    }

    private static Finding? FindingIn(string eventText)
    {
        using var document = JsonDocument.Parse(eventText);
        return EventReader.Read(document.RootElement).OfType<Ingested.Understood>().FirstOrDefault()?.Finding;
    }
}
