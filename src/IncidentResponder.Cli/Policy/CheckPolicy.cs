using System.Collections.Immutable;
using System.Text.Json.Nodes;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Cli.Policy;

/// <summary>Checks a policy: form, rules that others take from, suppressions that are over, cases.</summary>
/// <param name="output">Where the faults go.</param>
/// <param name="errors">Where it is said why it could not be checked.</param>
/// <param name="clock">The time: suppressions end.</param>
public sealed class CheckPolicy(TextWriter output, TextWriter errors, TimeProvider clock)
{
    /// <summary>Checks it.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="cases">Its cases; "NAME.cases.json" beside it, where there is one, when null.</param>
    /// <param name="json">Answer as JSON.</param>
    /// <returns>0 when nothing is wrong, 1 when something is, 2 when a file can't be read.</returns>
    public int Run(string file, string? cases, bool json)
    {
        var files = new InputFiles(errors);
        if (files.Text(file, "a response policy") is not { } text)
            return 2;

        var beside = cases ?? Path.ChangeExtension(file, ".cases.json");
        var examples = cases is null && !File.Exists(beside) ? "[]" : files.Text(beside, "a policy's cases");
        if (examples is null)
            return 2;

        var policy = PolicyReader.Read(text);
        var (read, faults) = PolicyCaseReader.Read(examples);
        ImmutableArray<(string File, PolicyFault Fault)> wrong =
        [
            .. FaultsOf(policy).Select(fault => (file, fault)),
            .. faults.Select(fault => (beside, fault)),
            .. policy is PolicyReading.Readable && faults.IsEmpty ? Failing(policy, read).Select(fault => (beside, fault)) : [],
        ];
        output.WriteLine(json ? Json(wrong, policy, read.Length) : Text(wrong, policy, read.Length));
        return wrong.IsEmpty ? 0 : 1;
    }

    private IEnumerable<PolicyFault> FaultsOf(PolicyReading policy) => policy switch
    {
        PolicyReading.Faulty faulty => faulty.Faults,
        PolicyReading.Readable readable => [.. PolicyReach.Check(readable.Policy, clock.GetUtcNow()), .. UnknownTimeZones(readable.Policy)],
        _ => [],
    };

    // Only here: a function whose machine does not know a zone shows UTC alone, and answers all the same.
    private static IEnumerable<PolicyFault> UnknownTimeZones(ResponsePolicy policy) =>
        from person in policy.People.Known.Index()
        where person.Item.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
        select new PolicyFault($"$.people[{person.Index}].timeZone", $"'{PlainText.Of(person.Item.TimeZone, 60)}' is no time zone that is known here; write its IANA name, such as Europe/Zurich.");

    private static IEnumerable<PolicyFault> Failing(PolicyReading policy, ImmutableArray<PolicyCase> cases) => cases.SelectMany((one, number) =>
        one.Differences(policy, OfflineCatalogue.All).Select(difference => new PolicyFault($"$[{number}]", $"Case '{one.Name}' does not hold: {difference}")));

    private static int RulesIn(PolicyReading policy) => policy is PolicyReading.Readable readable ? readable.Policy.Rules.Length : 0;

    private static string Text(ImmutableArray<(string File, PolicyFault Fault)> wrong, PolicyReading policy, int cases) => wrong.IsEmpty
        ? $"The policy holds: {RulesIn(policy)} rules, {cases} cases."
        : string.Join(Environment.NewLine, wrong.Select(one => $"{one.File} {one.Fault.Path}: {one.Fault.Reason}"));

    private static string Json(ImmutableArray<(string File, PolicyFault Fault)> wrong, PolicyReading policy, int cases) => new JsonObject
    {
        ["holds"] = wrong.IsEmpty,
        ["rules"] = RulesIn(policy),
        ["cases"] = cases,
        ["faults"] = new JsonArray([.. wrong.Select(one => new JsonObject { ["file"] = one.File, ["path"] = one.Fault.Path, ["reason"] = one.Fault.Reason })]),
    }.ToJsonString();
}
