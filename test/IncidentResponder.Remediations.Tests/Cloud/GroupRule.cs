namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>An ingress rule to be made.</summary>
public sealed record GroupRule(string Protocol, int From, int To, string Source, string? Description = null, string? Tag = null)
{
    /// <summary>By what EC2 tells rules apart.</summary>
    public string Key => $"{Protocol} {From}-{To} {Source}";
}
