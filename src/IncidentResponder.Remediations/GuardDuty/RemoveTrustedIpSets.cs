using System.Collections.Immutable;
using Amazon.GuardDuty.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.GuardDuty;

/// <summary>
/// Deactivates lists of trusted addresses: GuardDuty makes no findings about what comes from an address of an active one. The list is
/// kept with its name and location, and what it is read from is not touched. To activate one AWS asks for rights on the role that is
/// linked to GuardDuty, which the responder is never given: people do that.
/// </summary>
internal sealed class RemoveTrustedIpSets(AwsClients aws) : BlindSpotRemoval(aws)
{
    /// <inheritdoc/>
    public override RemediationDescription Description { get; } = new()
    {
        Id = "GuardDuty/RemoveTrustedIpSets",
        Title = "Have GuardDuty in account {target} trust no addresses that were listed since the incident",
        Why = "GuardDuty makes findings about the attacker's addresses again.",
        TargetType = "AwsAccount",
        Resolves = ["DefenseEvasion:IAMUser/AnomalousBehavior"],
        Risk = Risk.Low,
        Reversibility = Reversibility.Partial,
        DefaultMode = ResponseMode.AskFirst,
        Reads = ["cloudtrail:LookupEvents", "guardduty:GetIPSet", "guardduty:ListDetectors", "guardduty:ListIPSets"],
        Writes = ["guardduty:UpdateIPSet"],
        Scope = ["arn:{partition}:guardduty:{region}:{account}:detector/*/ipset/*"],
        MayBreak =
            "Scanners and other addresses of your own on the list are found as any others are, and those findings are acted on. No finding was made of what was " +
            "trusted meanwhile: look for the list's addresses in CloudTrail and the flow logs. Only the lists that CloudTrail shows to come from the finding's " +
            "identity since the day before are touched; records can be 15 minutes late, and lists of trusted entities are not among them " +
            "(aws guardduty list-trusted-entity-sets). In a member of an organisation the lists of the administrator account hold: look there.",
        HowToVerify = "aws guardduty get-ip-set --detector-id ID --ip-set-id LIST says INACTIVE.",
        HowToUndo =
            "The lists are kept as they are, and people activate them: aws guardduty update-ip-set --detector-id ID --ip-set-id LIST --activate, by somebody who " +
            "has iam:PutRolePolicy on AWSServiceRoleForAmazonGuardDuty, as GuardDuty asks for it; the responder never has rights on roles of AWS services.",
    };

    /// <inheritdoc/>
    protected override ImmutableArray<string> MakingCalls => ["CreateIPSet", "UpdateIPSet"];

    /// <inheritdoc/>
    protected override string Kind => "list of trusted addresses";

    /// <inheritdoc/>
    protected override string Hiding => "is active";

    /// <inheritdoc/>
    protected override async Task<ImmutableSortedDictionary<string, BlindSpot>> ReadAllAsync(string detector, CancellationToken cancel)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, BlindSpot>(StringComparer.Ordinal);
        await foreach (var page in Aws.GuardDuty.Paginators.ListIPSets(new() { DetectorId = detector }).Responses.WithCancellation(cancel))
        {
            foreach (var id in page.IpSetIds ?? [])
            {
                var list = await Aws.GuardDuty.GetIPSetAsync(new() { DetectorId = detector, IpSetId = id }, cancel);
                if (list.Status.Value is not ("DELETE_PENDING" or "DELETED"))
                    found[id] = Read(list);
            }
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    protected override Change Switch(string detector, string id, bool hides) => new("guardduty:UpdateIPSet", $"{id} in {Aws.Region}: Activate={(hides ? "true" : "false")}",
        stop => Aws.GuardDuty.UpdateIPSetAsync(new() { DetectorId = detector, IpSetId = id, Activate = hides }, stop));

    /// <inheritdoc/>
    protected override string? NoWayBack(RemediationTarget target, BlindSpots now, BlindSpots before)
    {
        var idle = now.Toward(before).Where(one => one.Hides).Select(one => one.Id).ToList();
        return idle.Count == 0 ? null : $"The lists {string.Join(", ", idle)} of detector {now.Detector} are kept and stay inactive. {Description.HowToUndo}";
    }

    private static BlindSpot Read(GetIPSetResponse list)
    {
        var parts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parts["name"] = list.Name;
        parts["format"] = list.Format.Value;
        parts["location"] = list.Location;
        if (list.ExpectedBucketOwner is { Length: > 0 } owner)
            parts["bucket owner"] = owner;
        foreach (var (key, value) in list.Tags ?? [])
            parts[$"tag {key}"] = value;
        return new(list.Status.Value is "ACTIVE" or "ACTIVATING", parts.ToImmutable()) { Changing = list.Status.Value is "ACTIVATING" or "DEACTIVATING" };
    }
}
