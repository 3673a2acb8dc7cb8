using System.Collections.Immutable;
using CsCheck;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

/// <summary>
/// Generated findings of every playbook that name the responder, somebody for emergencies, another account or a protected resource, under a
/// policy that contains everything at once: nothing is ever planned, let alone changed.
/// </summary>
public sealed class NeverTouchTests(ITestOutputHelper output)
{
    private const string Stack = "incident-responder";

    private enum Taint
    {
        None,
        OwnResource,
        OwnIdentity,
        OwnTag,
        OtherAccount,
        ProtectedTarget,
        ProtectedIdentity,
    }

    [Fact]
    public void Decide_AnythingThatMustNotBeTouched_PlansNothing()
    {
        var (clean, tainted) = (0, 0);
        Gen.Select(Gen.Int[0, PlaybookTable.All.Length - 1], Gen.Enum<Taint>(), Gen.Enum<Severity>(), Gen.Int[0, 20], Gen.Bool).Sample(
            (place, taint, severity, pattern, withUser) =>
            {
                var playbook = PlaybookTable.All[place];
                var finding = FindingFor(playbook, playbook.Findings[pattern % playbook.Findings.Length], severity, withUser);
                var steps = Decide(finding, Taint.None).Plan.Steps;
                if (steps.IsEmpty)
                    return;

                clean++;
                if (taint is Taint.None || taint is Taint.OwnIdentity or Taint.ProtectedIdentity && finding.Principal is null)
                    return;

                tainted++;
                foreach (var (subject, protectedIds) in Tainted(finding, taint, steps))
                {
                    var decision = Decide(subject, taint, protectedIds);
                    decision.Plan.Steps.ShouldBeEmpty($"{playbook.Name} {taint} {subject.Type}");
                    (decision.Mode <= ResponseMode.NotifyOnly).ShouldBeTrue($"{playbook.Name} {taint} {decision.Mode}");
                }
            },
            iter: 5000,
            threads: 1,
            writeLine: output.WriteLine);
        output.WriteLine($"{clean} findings would be contained, {tainted} of them made untouchable.");
        tainted.ShouldBeGreaterThan(1000);
    }

    // Every step's target in turn, so that what a finding only implies is guarded as what it names.
    private static IEnumerable<(Finding Finding, ImmutableArray<string> Protected)> Tainted(Finding finding, Taint taint, ImmutableArray<PlanStep> steps) => taint switch
    {
        Taint.OwnResource => [(finding with { Resources = [finding.Resources[0] with { Id = $"{Stack}-part" }, .. finding.Resources[1..]] }, [])],
        Taint.OwnIdentity => [(finding with { Principal = finding.Principal! with { Name = $"{Stack}-RemediateRole-1A2B" } }, [])],
        Taint.OtherAccount => [(finding with { Resources = [.. finding.Resources.Select(one => one with { Account = AccountId.Parse("123456789012") })] }, [])],
        Taint.ProtectedTarget => steps.Select(step => (finding, ImmutableArray.Create(step.Target.Id))),
        Taint.ProtectedIdentity => [(finding with { Principal = finding.Principal! with { Name = "break-glass" }, Resources = [.. finding.Resources.Select(one => one.Type == "AwsIamUser" ? one with { Id = "break-glass" } : one)] }, [])],
        _ => [(finding, [])],
    };

    private static Decision Decide(Finding finding, Taint taint, ImmutableArray<string> protectedIds = default)
    {
        ResponsePolicy policy = new()
        {
            Approvers = ["ada@example.com"],
            ProtectedResources = protectedIds.IsDefault ? [] : protectedIds,
            ProtectedUsers = ["break-glass"],
            WindowSeconds = ImmutableSortedDictionary<Severity, int>.Empty,
            Rules = [new() { Name = "everything", FindingTypes = ["*"], Mode = ResponseMode.ContainNow }],
        };
        Decider decider = new(new PolicyReading.Readable(policy), PlannedRemediation.Catalogue, []) { Own = new() { Stack = Stack } };
        var facts = taint is Taint.OwnTag ? Some.Facts(tags: ("aws:cloudformation:stack-name", Stack)) : Some.Facts();
        return decider.Decide(IncidentOpening.Open(finding, Some.Moment), facts, Some.Moment);
    }

    private static Finding FindingFor(Playbook playbook, string pattern, Severity severity, bool withUser)
    {
        var type = pattern.Replace("*", "Anything", StringComparison.Ordinal);
        var isControl = !type.Contains('/', StringComparison.Ordinal) && type != "ExternalAccess";
        var principal = PrincipalFor(playbook, withUser);
        FindingResource resource = playbook.On switch
        {
            ActsOn.Resource => Some.Instance() with { Type = playbook.ResourceType, Id = "example-target", Arn = null },
            ActsOn.Account => Some.Instance() with { Type = "AwsAccount", Id = Some.Account.Value, Arn = null },
            ActsOn.LongTermKey or ActsOn.User or ActsOn.Role or ActsOn.CredentialsOfInstance => Some.AccessKey(principal!.AccessKeyId!),
            _ => Some.Instance(),
        };
        return Some.Finding(type, severity, playbook.On is ActsOn.ActingInstance ? ResourceRole.Actor : ResourceRole.Target, resource, principal) with
        {
            Source = isControl ? "SecurityHub" : type is "ExternalAccess" ? "AccessAnalyzer" : "GuardDuty",
            ControlId = isControl ? type : null,
            ProductArn = isControl ? $"arn:aws:securityhub:{Some.Region}::product/aws/securityhub" : null,
        };
    }

    private static FindingPrincipal? PrincipalFor(Playbook playbook, bool withUser) => playbook.On switch
    {
        ActsOn.LongTermKey => new() { Kind = "IAMUser", Name = "build-bot", AccessKeyId = "AKIAIOSFODNN7EXAMPLE" },
        ActsOn.User => new() { Kind = "IAMUser", Name = "build-bot", AccessKeyId = "ASIAIOSFODNN7EXAMPLE" },
        ActsOn.Role => new() { Kind = "AssumedRole", Name = "deploy", AccessKeyId = "ASIAIOSFODNN7EXAMPLE" },
        ActsOn.CredentialsOfInstance => new() { Kind = "AssumedRole", Name = "web", PrincipalId = "AROAIOSFODNN7EXAMPLE:i-0a1b2c3d4e5f67890", AccessKeyId = "ASIAIOSFODNN7EXAMPLE" },
        _ when withUser => new() { Kind = "IAMUser", Name = "build-bot", AccessKeyId = "AKIAIOSFODNN7EXAMPLE" },
        _ => null,
    };
}
