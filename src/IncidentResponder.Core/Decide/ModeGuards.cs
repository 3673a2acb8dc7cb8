using System.Collections.Immutable;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Core.Decide;

/// <summary>The guards that lower what a rule allows. None of them ever raises it.</summary>
internal static class ModeGuards
{
    /// <summary>The tag by which owners ask for care. Attackers set tags too, so it makes the responder ask, never look away.</summary>
    private const string ProtectionTag = "incident-responder";

    /// <summary>The most that may be done, with the reason; nothing for a guard that does not apply.</summary>
    public static IEnumerable<ModeCap> For(Incident incident, TargetFacts facts, ResponsePolicy policy)
    {
        if (incident.Playbook == Playbooks.Digest)
            yield return new(ResponseMode.NotifyOnly, "The findings of a flood are told together; none of them is acted on.");

        if (incident.Playbook == Playbooks.NotifyOnly)
            yield return new(ResponseMode.NotifyOnly, Playbooks.For(incident.Finding).Why);

        if (policy.MostMode < ResponseMode.ContainNow)
            yield return new(policy.MostMode, $"The policy's mostMode is {policy.MostMode}: no more is done, whatever a rule allows.");

        if (incident.Target.Account != incident.Finding.Account)
            yield return new(ResponseMode.NotifyOnly, $"{incident.Target.Id} is in account {incident.Target.Account} but the finding is about {incident.Finding.Account}: nothing is changed.");

        if (policy.ProtectedResources.Contains(incident.Target.Id, StringComparer.Ordinal))
            yield return new(ResponseMode.NotifyOnly, $"The policy protects {incident.Target.Id}: nothing is changed.");

        if (incident.Finding.Principal?.Name is { } user && policy.ProtectedUsers.Contains(user, StringComparer.Ordinal))
            yield return new(ResponseMode.NotifyOnly, $"The policy protects user {user}: nothing is changed.");

        if (facts.Tags.TryGetValue(ProtectionTag, out var care) && care == "protected")
            yield return new(ResponseMode.AskFirst, $"Tag {ProtectionTag}=protected on {incident.Target.Id}: people are asked first.");

        foreach (var group in facts.Serving.Where(one => one.DependsOnTarget))
            yield return new(ResponseMode.AskFirst, $"{incident.Target.Id} is the last healthy instance of {group.Kind} {group.Name}: people are asked first.");

        if (facts.ServingGap.Length > 0)
            yield return new(ResponseMode.AskFirst, $"Whether others serve beside {incident.Target.Id} is not known, for {facts.ServingGap}: people are asked first.");

        foreach (var lack in incident.Playbook is Playbooks.NotifyOnly or Playbooks.Digest ? [] : LacksOf(incident, facts))
            yield return new(ResponseMode.NotifyOnly, lack);
    }

    /// <summary>What speaks against a step, for what it acts on: identities and resources that the finding implies are guarded as those that it names.</summary>
    public static IEnumerable<ModeCap> ForStep(PlanStep step, Incident incident, ResponsePolicy policy)
    {
        var target = step.Target;
        if (target.Account != incident.Finding.Account)
            yield return new(ResponseMode.NotifyOnly, $"{target.Id} is in account {target.Account} but the finding is about {incident.Finding.Account}: nothing is changed.");

        if (policy.ProtectedResources.Contains(target.Id, StringComparer.Ordinal))
            yield return new(ResponseMode.NotifyOnly, $"The policy protects {target.Id}: nothing is changed.");

        if (target.Type is "AwsIamUser" or "AwsIamRole" && policy.ProtectedUsers.Contains(target.Id, StringComparer.Ordinal))
            yield return new(ResponseMode.NotifyOnly, $"The policy protects {target.Id}: nothing is changed.");
    }

    /// <summary>What is not known about the target but would have to be, to change it.</summary>
    private static ImmutableArray<string> LacksOf(Incident incident, TargetFacts facts) => facts switch
    {
        { Gaps.IsEmpty: false } => [.. facts.Gaps.Select(gap => $"Not known: {gap} Nothing is changed on half the facts.")],
        { Exists: false } =>
            [$"{incident.Target.Id} was not found in account {incident.Target.Account}, {incident.Target.Region}: there is nothing to contain."],
        { State.IsEmpty: true } => [$"The state of {incident.Target.Id} was not read: nothing is changed without knowing what to put back."],
        _ => [],
    };
}
