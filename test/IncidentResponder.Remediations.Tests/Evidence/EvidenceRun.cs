using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Preserve;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;
using IncidentResponder.Testing;

namespace IncidentResponder.Remediations.Tests.Evidence;

/// <summary>Collects evidence of one target as the Preserve stage does, and keeps what was sealed.</summary>
public sealed class EvidenceRun(Moto moto, string incident, FindingResource resource, FindingPrincipal? principal = null)
{
    public CallLog Log { get; set; } = new();

    public InMemoryEvidenceSink Sink { get; } = new();

    public PinnedDocument? Document { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IncidentId Incident { get; } = IncidentId.Parse(incident);

    public ImmutableArray<IEvidenceCollector> Collectors => EvidenceCollectors.All(Clients.For(moto, Log), Document);

    public EvidenceTarget Target => new() { Incident = Incident, Resource = resource, Principal = principal, FoundAt = DateTimeOffset.UnixEpoch.AddYears(56) };

    /// <summary>What the collectors say they use for this target.</summary>
    public ImmutableSortedSet<string> Declared => EvidenceCollectors.PermissionsOf([.. Collectors.Where(one => one.Concerns(Target))]);

    public static EvidenceRun OfInstance(Moto moto, string incident, string instance) => new(moto, incident, Scene.Resource("AwsEc2Instance", instance));

    public Task<ImmutableArray<CollectedEvidence>> CollectAsync() => Collectors.CollectAsync(Target, Sink, Clock, TestContext.Current.CancellationToken);

    public JsonNode Json(string fileName) => JsonNode.Parse(Sink.TextOf(Incident, fileName))!;
}
