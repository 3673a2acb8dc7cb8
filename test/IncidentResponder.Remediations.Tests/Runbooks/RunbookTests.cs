using System.Collections.Immutable;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Runbooks;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Runbooks;

public sealed class RunbookTests(Moto moto)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Runbooks/AnswerShieldAttack", "aws shield describe-attack")]
    [InlineData("Runbooks/MoveAccountToQuarantine", "aws organizations move-account --account-id 123456789012")]
    [InlineData("Runbooks/MoveDirectConnectPath", "aws directconnect start-bgp-failover-test")]
    [InlineData("Runbooks/ReplaceCertificate", "aws acm revoke-certificate --certificate-arn arn:aws:acm:eu-west-1:123456789012:certificate/example")]
    [InlineData("Runbooks/SecureRootUser", "aws sts assume-root --target-principal 123456789012")]
    public void PlannedCalls_Runbook_AreStepsWithTheTargetsCommands(string id, string command)
    {
        var runbook = All(new()).Single(one => one.Description.Id == id);

        var steps = runbook.PlannedCalls(Target(runbook), new() { Exists = true });

        steps.ShouldContain(step => step.Contains(command, StringComparison.Ordinal));
        steps.ShouldAllBe(step => step.EndsWith('.'));
    }

    [Fact]
    public async Task Any_WhateverIsAsked_ChangesNothing()
    {
        var log = new CallLog();
        foreach (var runbook in All(log))
        {
            var (target, book) = (Target(runbook), new Notebook());
            PriorState prior = new() { Remediation = runbook.Description.Id, Target = target.Resource.Id, CapturedAt = DateTimeOffset.UnixEpoch, State = "{}" };

            (await runbook.CaptureAsync(target, Cancel)).ShouldBeOfType<Captured.Refused>();
            (await runbook.ApplyAsync(target, prior, book, Cancel)).ShouldBeOfType<Applied.Refused>().Why.ShouldContain("by hand");
            (await runbook.VerifyAsync(target, prior, Cancel)).ShouldBeOfType<Verification.StillOpen>();
            (await runbook.RollBackAsync(target, prior, book, Cancel)).ShouldBeOfType<Restored.NotReversible>();

            book.Calls.ShouldBeEmpty();
        }

        log.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Description_Each_HasNoRightsAndIsOnlyTold() => All(new()).ShouldAllBe(one =>
        one.Description.Permissions.IsEmpty && one.Description.Scope.IsEmpty && one.Description.DefaultMode == ResponseMode.NotifyOnly);

    private ImmutableArray<IRemediation> All(CallLog log) => [.. RemediationCatalog.All(Clients.For(moto, log)).Where(one => one is Runbook)];

    private static RemediationTarget Target(IRemediation runbook)
    {
        var target = Scene.Of(runbook.Description.TargetType, runbook.Description.TargetType == "AwsAccount" ? Moto.Account : "example");
        return runbook.Description.TargetType == "AwsAccount"
            ? target
            : target with { Resource = target.Resource with { Arn = $"arn:aws:acm:{Moto.Region}:{Moto.Account}:certificate/example" } };
    }
}
