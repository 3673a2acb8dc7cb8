using System.Collections.Immutable;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Core.Decide;

/// <summary>
/// What the responder itself is made of: its functions, roles, table, bucket, topics, queues, state machines and keys. A finding about
/// one of them is never acted on by the responder, which may be what is attacked.
/// </summary>
public sealed record OwnParts
{
    /// <summary>The tag that CloudFormation puts on what a stack made; nobody else can.</summary>
    private const string StackTag = "aws:cloudformation:stack-name";

    /// <summary>The stack's name, with which the names of its parts begin; S3 writes it in lower case.</summary>
    public required string Stack { get; init; }

    /// <summary>The ids of the stack's keys, which have no names.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>The part that a finding is about or whose credentials it names; null when there is none.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="facts">What the target is.</param>
    public string? NamedIn(Finding finding, TargetFacts facts)
    {
        var named = finding.Resources.SelectMany(resource => new[] { resource.Id, resource.Arn })
            .Concat([finding.Principal?.Name, SessionOf(finding.Principal), facts.PrincipalArn])
            .OfType<string>().FirstOrDefault(IsOwn);
        return named ?? (facts.Tags.GetValueOrDefault(StackTag) == Stack ? finding.Resources[0].Id : null);
    }

    // "arn:aws:iam::111122223333:role/STACK-DecideRole-1A2B", "arn:aws:dynamodb:…:table/STACK-…", "STACK-response", "arn:aws:s3:::stack-…".
    private bool IsOwn(string name) =>
        name.Split(':', '/').Any(part => part.StartsWith(Stack + "-", StringComparison.OrdinalIgnoreCase) || Keys.Contains(part, StringComparer.Ordinal));

    // A function's session bears the function's name.
    private static string? SessionOf(FindingPrincipal? principal) => principal?.PrincipalId?.Split(':') is [_, var session] ? session : null;
}
