using Amazon.Runtime;
using IncidentResponder.Aws.Decide;
using IncidentResponder.Cli.Decide;
using IncidentResponder.Cli.Input;
using IncidentResponder.Cli.Operator;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Cli.DryRun;

/// <summary>
/// Says what would be done about an event at this moment, to the call: the live target is read as the pipeline reads it, by the
/// operator's own credentials, and nothing is changed. The mode switch and the circuit breaker of a deployment are not asked.
/// </summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
/// <param name="clock">The time: suppressions end.</param>
/// <param name="signIn">Signs in to AWS.</param>
public sealed class DryRunEvent(TextWriter output, TextWriter errors, TimeProvider clock, Func<OperatorAccount> signIn)
{
    /// <summary>Tells it.</summary>
    /// <param name="file">The event.</param>
    /// <param name="policy">The policy; the shipped one when null.</param>
    /// <param name="json">A JSON line a finding.</param>
    /// <param name="cancel">Stops the wait.</param>
    /// <returns>0 when every finding was decided, 1 when one could not be read, 2 when a file or AWS could not.</returns>
    public async Task<int> RunAsync(string file, string? policy, bool json, CancellationToken cancel)
    {
        InputFiles files = new(errors);
        if (files.Text(file, "an event") is not { } text || files.Policy(policy ?? InputFiles.ShippedPolicy) is not { } reading)
            return 2;

        try
        {
            var account = signIn();
            var results = EventReader.Read(text);
            foreach (var result in results)
                output.WriteLine(await SayAsync(result, reading, account, json, cancel).ConfigureAwait(false));
            return results.Any(result => result is Ingested.Unreadable) ? 1 : 0;
        }
        catch (Exception fault) when (fault is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            errors.WriteLine($"AWS can't be read: {fault.Message} Sign in to the account of the event's target with credentials that may read it, and set AWS_REGION.");
            return 2;
        }
    }

    private async Task<string> SayAsync(Ingested result, PolicyReading.Readable policy, OperatorAccount account, bool json, CancellationToken cancel)
    {
        if (result is not Ingested.Understood(var finding))
            return DecisionText.Undecided(result, json);

        var incident = IncidentOpening.Open(finding, clock.GetUtcNow());
        var facts = await ReadAsync(incident, policy.Policy, account, cancel).ConfigureAwait(false);
        var decision = new Decider(policy, OfflineCatalogue.All, []).Decide(incident, facts, clock.GetUtcNow());
        return json ? DecisionText.Json(incident, decision).ToJsonString() : string.Join(Environment.NewLine, Lines(incident, facts, decision));
    }

    private static async Task<TargetFacts> ReadAsync(Incident incident, ResponsePolicy policy, OperatorAccount account, CancellationToken cancel)
    {
        var facts = await PlanFacts.ReadAsync(incident, target => account.In(target.Region), cancel).ConfigureAwait(false);
        if (!policy.Names(SubjectPaths.Account))
            return facts;

        using var organizations = account.Organizations();
        return await new AccountReading(account.In(account.Region).Iam, organizations).AddAsync(facts, incident.Target.Account, cancel).ConfigureAwait(false);
    }

    private static IEnumerable<string> Lines(Incident incident, TargetFacts facts, Decision decision) =>
    [
        .. DecisionText.Lines(incident, decision),
        .. decision.Plan.Steps.Select(step => $"  breaks   step {step.Number}: {step.MayBreak}"),
        .. facts.Summary.Select(line => $"  found    {line}"),
        .. facts.Gaps.Select(line => $"  not read {line}"),
        $"  nothing was changed{(decision.Mode is ResponseMode.AskFirst ? "; the pipeline would ask first" : "")}",
    ];
}
