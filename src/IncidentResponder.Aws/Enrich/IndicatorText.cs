using Amazon.Detective.Model;

namespace IncidentResponder.Aws.Enrich;

/// <summary>Says in a line what one of Detective's indicators saw.</summary>
internal static class IndicatorText
{
    /// <summary>The line: "TTP observed: Persistence, T1098, CreateAccessKey (2 calls worked, 0 failed) from 198.51.100.7".</summary>
    internal static string Of(Indicator indicator) => indicator.IndicatorDetail switch
    {
        { TTPsObservedDetail: { } ttp } =>
            $"TTP observed: {ttp.Tactic}, {ttp.Technique}, {ttp.APIName} ({ttp.APISuccessCount ?? 0} calls worked, {ttp.APIFailureCount ?? 0} failed) from {ttp.IpAddress}",
        { ImpossibleTravelDetail: { } travel } => $"Impossible travel: {travel.StartingLocation} to {travel.EndingLocation} within {travel.HourlyTimeDelta ?? 0} h",
        { FlaggedIpAddressDetail: { } flagged } => $"Flagged address: {flagged.IpAddress} ({flagged.Reason})",
        { NewGeolocationDetail: { } place } => $"New place: {place.Location} from {place.IpAddress}",
        { NewAsoDetail: { } network } => $"New network operator: {network.Aso}",
        { NewUserAgentDetail: { } agent } => $"New user agent: {agent.UserAgent}",
        { RelatedFindingDetail: { } related } => $"Related finding: {related.Type} ({related.Arn})",
        { RelatedFindingGroupDetail: { } group } => $"Related finding group: {group.Id}",
        _ => $"Indicator {indicator.IndicatorType}",
    };
}
