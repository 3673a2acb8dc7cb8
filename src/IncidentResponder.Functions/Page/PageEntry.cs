using IncidentResponder.Core.Approve;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>A person who was let in.</summary>
/// <param name="Visit">The record, what the link says or what stands for it, and the clock.</param>
/// <param name="Token">The link's token; empty where the person came by a session alone.</param>
/// <param name="Expired">The link only shows.</param>
/// <param name="CodeSent">The person is about to type a code.</param>
internal sealed record PageEntry(ApprovalVisit Visit, string Token, bool Expired, bool CodeSent = false)
{
    /// <summary>The person's session; null where there is none.</summary>
    internal Session? Session { get; init; }

    /// <summary>The same, with what a fresh session is good for.</summary>
    internal PageEntry Vouched() => Session?.Vouches(Visit.Now) is true ? this with { Visit = Visit with { Vouched = true, Channel = "sign-in" } } : this;
}
