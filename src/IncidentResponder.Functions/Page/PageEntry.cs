using IncidentResponder.Core.Approve;

namespace IncidentResponder.Functions.Page;

/// <summary>A person who came in by a link of ours.</summary>
/// <param name="Visit">The record, the link and the clock.</param>
/// <param name="Token">The link's token.</param>
/// <param name="Expired">The link only shows.</param>
/// <param name="CodeSent">The person is about to type a code.</param>
internal sealed record PageEntry(ApprovalVisit Visit, string Token, bool Expired, bool CodeSent = false);
