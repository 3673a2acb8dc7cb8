using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>All that a page is rendered from.</summary>
public sealed record PageView
{
    /// <summary>The record, the link and the clock.</summary>
    public required ApprovalVisit Visit { get; init; }

    /// <summary>The token that the answer form sends; null when no answer is offered.</summary>
    public string? AnswerToken { get; init; }

    /// <summary>The token that the undo form sends; null when no undo is offered.</summary>
    public string? UndoToken { get; init; }

    /// <summary>What was just done, if anything.</summary>
    public PageMessage? Message { get; init; }

    /// <summary>A code was just sent: its field comes first.</summary>
    public bool CodeSent { get; init; }

    /// <summary>Where forms go: "/incidents/INC-…", with the API's stage before it when there is one.</summary>
    public required string Path { get; init; }

    /// <summary>This response's nonce.</summary>
    public required string Nonce { get; init; }

    /// <summary>The address of the incident's files but for the word at its end; null to offer none.</summary>
    public string? Files { get; init; }

    /// <summary>The session of the person who visits; null where a link alone let them in.</summary>
    public Session? Session { get; init; }

    /// <summary>Where the person may sign in, and then needs no code; null where there is no sign-in.</summary>
    public string? SignIn { get; init; }

    /// <summary>What stands before "/incidents" in addresses.</summary>
    public string Home { get; init; } = "";

    /// <summary>The IANA time zone of the person who visits; null to show UTC alone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>By how much lists are shortened, so that the page stays small whatever the record holds: 1 for not at all.</summary>
    internal int Share { get; init; } = 1;

    internal Standing Standing => Standing.Of(Visit.Record);
}
