using Amazon.GuardDuty.Model;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Aws.Decide;

/// <summary>What GuardDuty's answer says of a finding, of all that an event must agree with.</summary>
internal static class GuardDutyWord
{
    public const string By = "GuardDuty";

    public static StandingFinding Of(Amazon.GuardDuty.Model.Finding held) => new()
    {
        By = By,
        Type = GuardDutyTypeName.Canonical(held.Type ?? ""),
        Account = held.AccountId ?? "",
        Region = held.Region ?? "",
        State = held.Service?.Archived is true ? FindingState.Archived : FindingState.Active,
        Role = RoleReader.From(held.Service?.ResourceRole),
        Sample = SampleMark.On(held.Title, false, held.Service?.AdditionalInfo?.Value),
        Resources = [.. ResourcesOf(held.Resource)],
    };

    private static IEnumerable<(string Type, string Id)> ResourcesOf(Resource? resource)
    {
        if (resource?.InstanceDetails?.InstanceId is { } instance)
            yield return ("AwsEc2Instance", instance);
        if (resource?.AccessKeyDetails is not { } key)
            yield break;

        if (key.AccessKeyId is { } id)
            yield return ("AwsIamAccessKey", id);
        if (key is { UserType: "IAMUser", UserName: { } name })
            yield return ("AwsIamUser", name);
    }
}
