using System.Collections.Immutable;

namespace IncidentResponder.Core.Triage;

/// <summary>What is done about a kind of finding: its remediations, in the order in which they run.</summary>
public sealed record Playbook
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Types of findings, with * for any characters, and ids of controls: "CryptoCurrency:EC2/*", "S3.2".</summary>
    public required ImmutableArray<string> Findings { get; init; }

    /// <summary>What of the finding it acts on.</summary>
    public required ActsOn On { get; init; }

    /// <summary>The type of resource that it acts on; empty where <see cref="On"/> says it.</summary>
    public string ResourceType { get; init; } = "";

    /// <summary>The remediations, in the order in which they run: the source's credentials, then its sessions, then the resource.</summary>
    public required ImmutableArray<PlaybookStep> Steps { get; init; }

    /// <summary>The remediation that people are asked about first: what contains, among what prepares and completes it.</summary>
    public string Lead { get; init => field = value ?? ""; } = "";
}
