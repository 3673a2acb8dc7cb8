using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Cli.Undo;

/// <summary>
/// Puts back what an incident's containment changed: the deployed roll-back runs, last step first, and stops at a target that somebody
/// has changed since. Whoever may start its state machine may undo, except whom the finding is about.
/// </summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="clock">The time.</param>
/// <param name="find">Finds the deployment by its stack's name; null when there is none.</param>
public sealed class UndoIncident(TextWriter output, TextWriter errors, TimeProvider clock, Func<string, CancellationToken, Task<Deployment?>> find)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>Undoes.</summary>
    /// <param name="incident">The incident's id.</param>
    /// <param name="step">The one step to undo; null for all.</param>
    /// <param name="stack">The deployment's stack.</param>
    /// <param name="confirmed">Whether it is meant; otherwise it is only said what would be undone.</param>
    /// <param name="json">Answer as JSON.</param>
    /// <param name="cancel">Stops the wait, not the undo.</param>
    /// <returns>0 when everything that was asked for is put back, or would be asked for; 1 when something is not; 2 when it could not be asked for.</returns>
    public async Task<int> RunAsync(string incident, int? step, string stack, bool confirmed, bool json, CancellationToken cancel)
    {
        try
        {
            if (!IncidentId.TryParse(incident, out var id))
                return Refuse($"'{incident}' is no incident id; copy it from the notice: INC-20260114-8c1f0a2b9d3e4f50.");
            if (await find(stack, cancel).ConfigureAwait(false) is not { } deployment)
                return Refuse(Deployment.NoSuch(stack));
            if (await deployment.Records.ReadAsync(id, cancel).ConfigureAwait(false) is not { } record)
                return Refuse($"Stack '{stack}' has no incident {id}; copy the id from the notice, and check the account and Region.");
            if (Objection(record, deployment.Caller, step, clock.GetUtcNow()) is { } objection)
                return Refuse(objection);

            ImmutableArray<StepRecord> meant = [.. UndoRules.InEffect(record).Where(one => step is null || one.Number == step).OrderByDescending(one => one.Number)];
            return confirmed
                ? await UndoAsync(deployment, record, step, meant, json, cancel).ConfigureAwait(false)
                : Say(record, meant, json, outcome: "Asked", "Nothing was changed. Run it again with --yes to put this back, in this order.", 0);
        }
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            return Refuse($"AWS refused or could not be reached: {fault.Message} Sign in to the responder's account with the right to read its table and to start its roll-back, and set AWS_REGION.");
        }
    }

    private static string? Objection(IncidentRecord record, string caller, int? step, DateTimeOffset now)
    {
        var inEffect = UndoRules.InEffect(record);
        var person = caller.Split('/')[^1];
        if (inEffect.IsEmpty)
            return $"No step of {record.Incident.Id} is in effect; there is nothing to undo.";
        if (step is { } number && inEffect.All(one => one.Number != number))
            return $"Step {number} of {record.Incident.Id} is not in effect; those in effect are {string.Join(", ", inEffect.Select(one => one.Number).Order())}.";
        if (Approvers.IsSubject(record.Incident.Finding.Principal, person, People.None))
            return $"The finding is about {record.Incident.Finding.Principal?.Name ?? person}, so {person} can't undo its containment; have somebody else do it.";
        return UndoRules.Running(record, now) is { } running
            ? $"Undo {running.Number} of {record.Incident.Id} runs since {running.At:u}, asked for by {running.By}; wait for its end."
            : null;
    }

    private async Task<int> UndoAsync(Deployment deployment, IncidentRecord record, int? step, ImmutableArray<StepRecord> meant, bool json, CancellationToken cancel)
    {
        var (id, number) = (record.Incident.Id, UndoRules.NextNumber(record));
        var started = await new UndoStart(deployment.Records, deployment.Workflow).StartAsync(id, deployment.Caller, number, step, clock.GetUtcNow(), cancel).ConfigureAwait(false);
        if (started is not UndoResult.Started)
            return Refuse($"The roll-back of {id} could not be started: its state machine could not be reached. Nothing was changed; run it again.");

        if (!json)
            output.WriteLine($"Undo {number} of {id} runs, asked for by {deployment.Caller}.");
        while (!await deployment.HasEnded(id, number, cancel).ConfigureAwait(false))
            await Task.Delay(BetweenLooks, clock, cancel).ConfigureAwait(false);

        var after = await deployment.Records.ReadAsync(id, cancel).ConfigureAwait(false) ?? record;
        ImmutableArray<StepRecord> ended = [.. meant.Select(one => after.Steps.FirstOrDefault(now => now.Number == one.Number) ?? one)];
        return ended.All(one => one.State is "Restored")
            ? Say(after, ended, json, "Restored", "It is as it was before.", 0)
            : Say(after, ended, json, "NotRestored", "Not all of it was put back: put the rest back by hand, as the remediation's page in docs/remediations says.", 1);
    }

    private int Say(IncidentRecord record, ImmutableArray<StepRecord> steps, bool json, string outcome, string sentence, int code)
    {
        if (json)
        {
            output.WriteLine(new JsonObject
            {
                ["incident"] = record.Incident.Id.Value,
                ["outcome"] = outcome,
                ["steps"] = new JsonArray([.. steps.Select(step => new JsonObject
                {
                    ["step"] = step.Number, ["remediation"] = step.Remediation, ["state"] = step.State, ["detail"] = step.Detail,
                })]),
            }.ToJsonString());
            return code;
        }

        if (outcome is "Asked")
            output.WriteLine($"{record.Incident.Id}: {record.Incident.Finding.Type} on {record.Incident.Target.Id} in {record.Incident.Finding.Account}");
        foreach (var step in steps)
            output.WriteLine($"  step {step.Number}   {step.Remediation}: {step.State}. {step.Detail}".TrimEnd());
        output.WriteLine(sentence);
        return code;
    }

    private int Refuse(string why)
    {
        errors.WriteLine(why);
        return 2;
    }
}
