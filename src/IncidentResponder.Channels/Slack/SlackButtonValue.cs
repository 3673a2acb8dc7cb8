using IncidentResponder.Core;

namespace IncidentResponder.Channels.Slack;

/// <summary>What a button carries: "1|INC-20260114-8c1f0a2b9d3e4f50|" and the plan's digest. It is no proof of anything: the signature and the record are.</summary>
internal static class SlackButtonValue
{
    // Cards of an older version are clicked after an upgrade as well: a change of the form is another number, and both are read.
    private const string Version = "1";

    /// <summary>Writes it.</summary>
    internal static string Write(IncidentId incident, string planDigest) => $"{Version}|{incident}|{planDigest}";

    /// <summary>Reads it; null when it is none.</summary>
    internal static (IncidentId Incident, string PlanDigest)? Read(string? value) =>
        value?.Split('|') is [Version, var id, { Length: 64 } digest] && IncidentId.TryParse(id, out var incident) && digest.All(char.IsAsciiHexDigitLower)
            ? (incident, digest)
            : null;

    /// <summary>The action's name in messages.</summary>
    internal static string NameOf(SlackAction action) => action switch
    {
        SlackAction.Approve => "approve",
        SlackAction.Deny => "deny",
        SlackAction.Withdraw => "withdraw",
        SlackAction.Undo => "undo",
        _ => "details",
    };

    /// <summary>The action by its name; null when there is none.</summary>
    internal static SlackAction? ActionOf(string? name) => name switch
    {
        "approve" => SlackAction.Approve,
        "deny" => SlackAction.Deny,
        "withdraw" => SlackAction.Withdraw,
        "undo" => SlackAction.Undo,
        "details" => SlackAction.Details,
        _ => null,
    };
}
