using System.Collections.Immutable;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Cli.Generated;

/// <summary>A statement of a member role's policy.</summary>
/// <param name="Sid">Its name: letters and digits.</param>
/// <param name="Actions">What it allows.</param>
/// <param name="Resources">On what, as texts for <c>!Sub</c>; "*" for everything.</param>
internal sealed record MemberStatement(string Sid, ImmutableSortedSet<string> Actions, ImmutableArray<string> Resources)
{
    private const string Partition = "${AWS::Partition}";
    private const string Account = "${AWS::AccountId}";

    /// <summary>What else must hold; null for nothing.</summary>
    public WriteCondition? Condition { get; init; }

    /// <summary>Reads of everything in the account.</summary>
    public static MemberStatement Reading(string sid, ImmutableSortedSet<string> reads) => new(sid, reads, ["*"]);

    /// <summary>The statements of a service's role: what it reads, and each set of writes on what they may reach.</summary>
    public static ImmutableArray<MemberStatement> Of(ImmutableArray<RemediationDescription> powers)
    {
        ImmutableSortedSet<string> reads = [.. powers.SelectMany(power => power.Reads)];
        return
        [
            .. reads.IsEmpty ? [] : ImmutableArray.Create(Reading("Reads", reads)),
            .. from power in powers
               group power by string.Join('\n', power.Scope) into scope
               from statement in On(scope.First().Scope, [.. scope])
               select statement,
        ];
    }

    /// <summary>What evidence is collected with: reads, snapshots and tags on nothing but those, and the one document that the operator names.</summary>
    public static ImmutableArray<MemberStatement> Collecting(ImmutableSortedSet<string> permissions)
    {
        var writes = permissions.Where(action => action is "ec2:CreateSnapshots" or "ec2:CreateTags" or "ssm:SendCommand").ToImmutableSortedSet(StringComparer.Ordinal);
        string[] made = [$"arn:{Partition}:ec2:*:{Account}:instance/*", $"arn:{Partition}:ec2:*:{Account}:volume/*", $"arn:{Partition}:ec2:*::snapshot/*"];
        return
        [
            Reading("Reads", permissions.Except(writes)),
            new("MakesSnapshots", ["ec2:CreateSnapshots"], [.. made]),
            new("TagsThem", ["ec2:CreateTags"], [made[2]]) { Condition = new("ec2:CreateTags", "StringEquals", "ec2:CreateAction", "CreateSnapshots") },
            // Without a name this is no document's ARN, so it allows nothing.
            new("RunsTheNamedDocument", ["ssm:SendCommand"], [$"arn:{Partition}:ssm:*:{Account}:document/${{LiveStateDocument}}", made[0]]),
        ];
    }

    /// <summary>The statement as YAML, a list's item.</summary>
    /// <param name="indent">How far it stands in.</param>
    public string Yaml(int indent)
    {
        var space = new string(' ', indent);
        var lines = new List<string> { $"{space}- Sid: {Sid}", $"{space}  Effect: Allow", $"{space}  Action:" };
        lines.AddRange(Actions.Select(action => $"{space}    - {action}"));
        lines.AddRange(Resources is ["*"] ? [$"{space}  Resource: \"*\""] : Resources.Select(arn => $"{space}    - {Text(arn)}").Prepend($"{space}  Resource:"));
        if (Condition is { } condition)
            lines.AddRange([$"{space}  Condition:", $"{space}    {condition.Operator}:", $"{space}      {condition.Key}: {Text(condition.Value.Replace("{partition}", Partition, StringComparison.Ordinal))}"]);
        return string.Join('\n', lines);
    }

    private static IEnumerable<MemberStatement> On(ImmutableArray<string> scope, ImmutableArray<RemediationDescription> powers)
    {
        ImmutableArray<string> resources = [.. scope.Select(ArnOf)];
        var name = string.Concat(powers.Select(power => power.Id[(power.Service.Length + 1)..]));
        ImmutableSortedSet<string> free = [.. powers.SelectMany(power => power.Writes.Except(power.Conditions.Select(condition => condition.Action)))];
        if (!free.IsEmpty)
            yield return new(name, free, resources);
        foreach (var (condition, number) in powers.SelectMany(power => power.Conditions).Distinct().Select((condition, number) => (condition, number)))
            yield return new($"{name}If{number}", [condition.Action], resources) { Condition = condition };
    }

    private static string Text(string arn) => arn.Contains("${", StringComparison.Ordinal) ? $"!Sub {arn}" : $"\"{arn}\"";

    private static string ArnOf(string scope) => scope is "*" ? "*" : scope
        .Replace("{partition}", Partition, StringComparison.Ordinal)
        .Replace("{region}", "*", StringComparison.Ordinal)
        .Replace("{account}", Account, StringComparison.Ordinal)
        .Replace("{id}", "*", StringComparison.Ordinal);
}
