using System.Collections.Immutable;

namespace IncidentResponder.LocalCloud.Slack;

/// <summary>Somebody in the workspace.</summary>
/// <param name="Id">The id, for example "U0ADA".</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Email">The address in the profile.</param>
public sealed record SlackMember(string Id, string Name, string Email)
{
    /// <summary>Those who are there at first: Ada and Grace, a guest, an app, somebody who has left, somebody of another workspace and somebody whose address is not confirmed.</summary>
    public static ImmutableArray<SlackMember> Few { get; } =
    [
        new("U0ADA", "Ada", "ada@example.com"),
        new("U0GRACE", "Grace", "grace@example.com"),
        new("U0MALLORY", "Mallory", "mallory@example.net") { IsGuest = true },
        new("U0BOT", "Deploy bot", "bot@example.com") { IsBot = true },
        new("U0GONE", "Gone", "gone@example.com") { IsDeleted = true },
        new("U0STRANGER", "Stranger", "ada@example.com") { TeamId = "T0ELSEWHERE" },
        new("U0EVE", "Eve", "ada@example.com") { IsConfirmed = false },
    ];

    /// <summary>A guest of the workspace.</summary>
    public bool IsGuest { get; init; }

    /// <summary>An app.</summary>
    public bool IsBot { get; init; }

    /// <summary>An account that is deactivated.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The address was confirmed.</summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>Another workspace that the person belongs to; null for this one.</summary>
    public string? TeamId { get; init; }
}
