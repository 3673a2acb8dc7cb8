using System.Text.Json.Serialization;
using Amazon.Runtime;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>Closes its own two doors, each a call, by the machinery by which remediations change AWS.</summary>
internal sealed partial class DoorsRemediation(World world, CrashPoint crash, string id)
    : Remediation<DoorsRemediation.Doors>(Nowhere, DoorsRemediationJson.Default.Doors)
{
    private static readonly AwsClients Nowhere =
        new(new AnonymousAWSCredentials(), AwsClients.GlobalRegion, _ => { }, _ => Task.FromResult(Testing.Some.Instance().Account));

    public override RemediationDescription Description { get; } = new()
    {
        Id = id,
        Title = "Close the doors of {target}",
        Why = "They are open.",
        TargetType = "AwsEc2Instance",
        Resolves = ["*"],
        Risk = Risk.Medium,
        Reversibility = Reversibility.Full,
        DefaultMode = ResponseMode.AskFirst,
        Reads = [],
        Writes = ["test:MoveDoor"],
        Scope = ["*"],
        HowToVerify = "Look.",
        MayBreak = "Nobody gets in.",
        HowToUndo = "Open them.",
    };

    public static string[] DoorsOf(string id) => [$"{id} front", $"{id} back"];

    protected override Task<Look<Doors>> ReadAsync(RemediationTarget target, CancellationToken cancel) =>
        Task.FromResult<Look<Doors>>(new Look<Doors>.Usable(new([.. DoorsOf(id).Select(door => crash.Around(() => world.Doors.GetValueOrDefault(door, "open")))])));

    protected override Doors Contained(RemediationTarget target, Doors before, DateTimeOffset at) => new([.. before.Positions.Select(_ => "closed")]);

    protected override IEnumerable<Change> Toward(RemediationTarget target, Doors now, Doors wanted) =>
        from one in DoorsOf(id).Zip(now.Positions, wanted.Positions)
        where one.Second != one.Third
        select new Change("test:MoveDoor", $"{one.First} → {one.Third}", _ => Task.FromResult(crash.Around(() => world[one.First] = one.Third)));

    protected override string Say(RemediationTarget target, Doors state) => $"Doors are {string.Join(" and ", state.Positions)}.";

    internal sealed record Doors(string[] Positions);

    [JsonSerializable(typeof(Doors))]
    private sealed partial class DoorsRemediationJson : JsonSerializerContext;
}
