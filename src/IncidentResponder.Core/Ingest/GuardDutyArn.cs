namespace IncidentResponder.Core.Ingest;

/// <summary>Reads the ARN by which other formats name a GuardDuty finding; its last part is GuardDuty's own id.</summary>
internal static class GuardDutyArn
{
    /// <summary>The ARN and the id. What is no such ARN, or one of another account, is told to people and not acted on.</summary>
    public static (Arn? Arn, string Id) Read(JsonPlace place, AccountId account, Reading reading)
    {
        var text = reading.Text(place);
        if (!Arn.TryParse(text, out var arn) || arn.Service != "guardduty"
            || arn.Resource.Split('/') is not ["detector", { Length: > 0 }, "finding", { Length: > 0 } id])
        {
            reading.Suspect($"Id '{place.TextUpTo(64)}' is no ARN of a GuardDuty finding though GuardDuty is the product; it is not acted on.");
            return (null, text);
        }

        if (arn.Account != account.Value)
            reading.Suspect($"Id names account '{arn.Account}' but the finding is about {account}; the finding contradicts itself and is not acted on.");

        return (arn, id);
    }

    /// <summary>The detector that the ARN of a finding names; null when it is no such ARN.</summary>
    public static string? DetectorIn(Arn? arn) =>
        arn is { } known && known.Resource.Split('/') is ["detector", { Length: > 0 } detector, "finding", _] ? detector : null;
}
