using System.Collections.Immutable;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests;

/// <summary>One incident as it goes on, by the name of the moment.</summary>
internal static class Story
{
    /// <summary>All moments, in no particular order.</summary>
    public static ImmutableArray<string> Moments { get; } =
    [
        "deciding", "opened", "question", "oneOfTwo", "granted", "denied", "expired", "checking", "contained", "notContained", "partly", "refused",
        "failed", "closed", "undoing", "undone", "undoStopped", "toldOnly", "suppressed", "quiet", "containNow", "criticalQuestion", "lowQuestion",
    ];

    /// <summary>Tells it.</summary>
    /// <param name="poison">Text that stands wherever something can come from outside; null for none.</param>
    public static async Task<ImmutableDictionary<string, IncidentRecord>> TellAsync(string? poison = null)
    {
        var scene = await ApprovalScene.SetAsync();
        var question = await scene.RecordAsync();
        if (poison is not null)
            question = HostileText.Poison(question, poison);
        var granted = question with { Answer = Answered(question, ApprovalOutcome.Granted, ApprovalScene.Ada) };
        var checking = granted with { Steps = [Step("Changed", "", poison)] };
        var contained = granted with { Steps = [Step("Changed", "Confirmed", poison)] };
        var closed = contained with { Closure = new() { Outcome = "Contained", Summary = "Contained.", At = ApprovalScene.InTime.AddMinutes(3) } };
        var told = question with { Approval = null, Decision = question.Decision! with { Mode = ResponseMode.NotifyOnly, Rule = "tell" } };
        return new Dictionary<string, IncidentRecord>
        {
            ["deciding"] = question with { Decision = null, Approval = null },
            ["opened"] = question with { Approval = null },
            ["question"] = question,
            ["oneOfTwo"] = question with { Approval = question.Approval! with { Quorum = 2 }, Votes = [Answered(question, ApprovalOutcome.Granted, ApprovalScene.Grace)] },
            ["granted"] = granted,
            ["denied"] = question with { Answer = Answered(question, ApprovalOutcome.Denied, ApprovalScene.Ada) },
            ["expired"] = question with { Answer = Answered(question, ApprovalOutcome.Expired, "nobody") },
            ["checking"] = checking,
            ["contained"] = contained,
            ["notContained"] = granted with { Steps = [Step("Changed", "StillOpen", poison)] },
            ["partly"] = granted with { Steps = [Step("Partial", "", poison)] },
            ["refused"] = granted with { Steps = [Step("Refused", "", poison)] },
            ["failed"] = question with { Approval = null, Closure = new() { Outcome = "Failed", Summary = poison ?? "Decide failed.", At = ApprovalScene.InTime } },
            ["closed"] = closed,
            ["undoing"] = closed with { Steps = [Step("Restored", "", poison), Step("Changed", "Confirmed", poison) with { Number = 2 }] },
            ["undone"] = closed with { Steps = [Step("Restored", "", poison)] },
            ["undoStopped"] = closed with { Steps = [Step("Drifted", "", poison)] },
            ["toldOnly"] = told,
            ["suppressed"] = told with { Decision = told.Decision! with { Suppressed = true } },
            ["quiet"] = told with { Decision = told.Decision! with { TellAt = ApprovalScene.AskedAt.AddDays(1) } },
            ["containNow"] = question with { Approval = null, Decision = question.Decision! with { Mode = ResponseMode.ContainNow, Rule = "contain" } },
            ["criticalQuestion"] = WithSeverity(question, Severity.Critical),
            ["lowQuestion"] = WithSeverity(question, Severity.Low),
        }.ToImmutableDictionary();
    }

    /// <summary>The record after its finding was reported again.</summary>
    public static IncidentRecord SeenAgain(IncidentRecord record, int times) =>
        record with { Findings = [record.Latest with { Count = times, LastSeen = Some.Moment.AddMinutes(times) }, .. record.Findings.Skip(1)] };

    private static IncidentRecord WithSeverity(IncidentRecord record, Severity severity)
    {
        var finding = record.Incident.Finding with { Severity = severity };
        return record with { Incident = record.Incident with { Finding = finding }, Findings = [finding] };
    }

    private static ApprovalDecision Answered(IncidentRecord record, ApprovalOutcome outcome, string by) =>
        new() { Outcome = outcome, By = by, At = ApprovalScene.InTime, PlanDigest = record.Approval!.PlanDigest };

    private static Core.Remediate.StepRecord Step(string state, string verification, string? poison) => new()
    {
        Number = 1,
        Remediation = "Ec2/IsolateInstance",
        State = state,
        Detail = poison ?? "2 network interfaces are in sg-quarantine.",
        Verification = verification,
        Seen = poison ?? "eni-0a1b2c3d in sg-quarantine",
        At = ApprovalScene.InTime.AddMinutes(1),
    };
}
