namespace IncidentResponder.Remediations.Iam;

/// <summary>A credential of a user that can be switched off and on.</summary>
/// <param name="Id">Its id: "AKIA…", "APKA…", "ACCA…".</param>
/// <param name="Kind">"access key", "SSH public key" or "service-specific credential".</param>
/// <param name="Status">"Active", "Inactive" or "Expired".</param>
internal sealed record UserCredential(string Id, string Kind, string Status)
{
    /// <summary>It can be used.</summary>
    public const string Active = "Active";

    /// <summary>It can't be used, and can be switched on again.</summary>
    public const string Inactive = "Inactive";

    /// <summary>The same, switched off. What has expired can't be used either and stays so.</summary>
    public UserCredential SwitchedOff() => Status == Active ? this with { Status = Inactive } : this;
}
