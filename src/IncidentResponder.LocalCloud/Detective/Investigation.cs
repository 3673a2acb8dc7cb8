namespace IncidentResponder.LocalCloud.Detective;

/// <summary>One investigation of a user or role.</summary>
/// <param name="Id">21 digits.</param>
/// <param name="EntityArn">The user or role.</param>
/// <param name="ScopeStart">As the caller gave it.</param>
/// <param name="ScopeEnd">As the caller gave it.</param>
/// <param name="CreatedAt">When it was started.</param>
public sealed record Investigation(string Id, string EntityArn, string ScopeStart, string ScopeEnd, DateTimeOffset CreatedAt)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>RUNNING for ten seconds of the cloud's time, then SUCCESSFUL.</summary>
    public string StatusAt(DateTimeOffset now) => now - CreatedAt < Duration ? "RUNNING" : "SUCCESSFUL";
}
