using System.Collections.Immutable;
using IncidentResponder.Channels.Slack;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Channels.Tests.Slack;

/// <summary>The story of an incident with what only Slack shows of it, and a Slack to show it in.</summary>
internal static class SlackStory
{
    /// <summary>The moments that have a golden card.</summary>
    public static ImmutableArray<string> Moments { get; } =
    [
        "deciding", "toldOnly", "containNow", "question", "oneOfTwo", "granted", "running", "checking", "contained", "closed", "undoRequested", "undone",
        "denied", "expired", "notContained", "partly", "refused", "failed", "undoStopped", "flood", "floodEnded",
    ];

    public static People People { get; } = new([new() { Address = ApprovalScene.Ada, SlackUser = "U0ADA" }]);

    public static SlackSettings Settings { get; } = new()
    {
        BotToken = "example-bot-token",
        SigningSecrets = ["example-signing-secret"],
        AppId = "A0RESPONDER",
        TeamId = "T0EXAMPLE",
        ChannelId = "C0INCIDENTS",
    };

    public static DateTimeOffset Now => ApprovalScene.InTime;

    public static async Task<ImmutableDictionary<string, IncidentRecord>> TellAsync(string? poison = null)
    {
        var story = await Story.TellAsync(poison);
        var (closed, granted) = (story["closed"], story["granted"]);
        var flood = FloodDigest.For(closed.Incident, Some.Moment);
        var told = story["toldOnly"] with { Incident = flood, Findings = [flood.Finding] };
        told = told with { Decision = told.Decision! with { Rule = "flood", Plan = told.Decision.Plan with { Steps = [] }, Facts = new() { Exists = true } } };
        story = story.SetItems(new Dictionary<string, IncidentRecord>
        {
            ["running"] = TwoSteps(granted) with { Steps = [story["contained"].Steps[0] with { Verification = "" }, story["contained"].Steps[0] with { Number = 2, State = "Started", Verification = "" }] },
            ["undoRequested"] = closed with { Ledger = [Undo(closed)] },
            ["undone"] = story["undone"] with { Ledger = [Undo(closed)] },
            ["flood"] = told,
            ["floodEnded"] = told with { Closure = new() { Outcome = "NotifiedOnly", Summary = "Told.", At = Now } },
        });
        return story.ToImmutableDictionary(moment => moment.Key, moment => Reviewed(moment.Value));
    }

    public static SlackMessage Card(IncidentRecord record) => SlackCard.Of(record, People, Now);

    /// <summary>The record's plan has a digest, and so buttons.</summary>
    public static bool IsWhole(IncidentRecord record) => record.Decision is not { } decision || DigestOf(decision.Plan) is not null;

    /// <summary>A decision for a record that has none yet.</summary>
    public static Decision Empty(IncidentRecord record) => new()
    {
        Mode = ResponseMode.NotifyOnly,
        Rule = "default",
        Because = [],
        Plan = ApprovalScene.PlanFor(record.Incident),
        Facts = new() { Exists = true },
        Approvers = [],
        WindowSeconds = 900,
        ContainOnExpiry = false,
        At = Now,
    };

    private static LedgerEntry Undo(IncidentRecord record) =>
        LedgerChain.Append(null, Now, Stage.RollBack, "Answer", ApprovalScene.Grace, $"Undo 1 of {record.Incident.Id} asked.");

    private static IncidentRecord TwoSteps(IncidentRecord record)
    {
        var plan = record.Decision!.Plan;
        return record with { Decision = record.Decision with { Plan = plan with { Steps = [plan.Steps[0], plan.Steps[0] with { Number = 2, Title = $"Take a snapshot of {record.Incident.Target.Id}" }] } } };
    }

    // The question is about the plan as it is, whatever the story made of it.
    public static IncidentRecord Reviewed(IncidentRecord record)
    {
        if (record.Decision is not { } decision)
            return record;
        var question = record.Approval is { } asked && DigestOf(decision.Plan) is { } digest ? asked with { PlanDigest = digest } : record.Approval;
        return record with { Decision = decision with { Facts = decision.Facts with { Account = new() { Alias = "prod-eu" } } }, Approval = question };
    }

    // Half a character has no digest.
    private static string? DigestOf(Plan plan)
    {
        try
        {
            return PlanDigest.Of(plan);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
