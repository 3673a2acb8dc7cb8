namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Has IAM tell last uses, which moto does not keep.</summary>
internal static class LastUses
{
    /// <summary>An answer in which every key, password and role that it shows was used.</summary>
    public static string Told(string answer) => answer
        .Replace("<ServiceName>N/A</ServiceName><Region>N/A</Region>",
            "<LastUsedDate>2026-01-10T08:15:00Z</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region>", StringComparison.Ordinal)
        .Replace("</CreateDate><Tags>", "</CreateDate><PasswordLastUsed>2026-01-09T07:00:00Z</PasswordLastUsed><Tags>", StringComparison.Ordinal)
        .Replace("<RoleLastUsed/>", "<RoleLastUsed><LastUsedDate>2026-01-11T23:59:00Z</LastUsedDate><Region>eu-west-1</Region></RoleLastUsed>", StringComparison.Ordinal);
}
