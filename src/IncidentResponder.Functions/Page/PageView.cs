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

    internal Standing Standing => Standing.Of(Visit.Record);
}
