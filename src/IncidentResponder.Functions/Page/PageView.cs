using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;

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

    /// <summary>The token of the link that was opened, by which the files are read; empty to offer none.</summary>
    public string ReadToken { get; init; } = "";

    /// <summary>The IANA time zone of the person who visits; null to show UTC alone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>By how much lists are shortened, so that the page stays small whatever the record holds: 1 for not at all.</summary>
    internal int Share { get; init; } = 1;

    internal Standing Standing => Standing.Of(Visit.Record);
}
