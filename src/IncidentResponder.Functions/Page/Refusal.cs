namespace IncidentResponder.Functions.Page;

/// <summary>A request that is turned away before it means anything.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Head">The point, in a few words.</param>
/// <param name="Text">What was not done, and what to do now.</param>
internal sealed record Refusal(int Status, string Head, string Text)
{
    /// <summary>The one refusal for every link that is not good, so that it tells nothing about incidents.</summary>
    internal static Refusal BadLink { get; } = new(
        403, "This link does not work", "Nothing was done. It may be cut, changed, or made for something else. Open the link in your newest message about the incident again, or copy it whole.");

    /// <summary>For incidents that there are not, and for those that are about the person who asks.</summary>
    internal static Refusal NoIncident { get; } = new(404, "There is no such incident", "Nothing was done. Look in the list of incidents, or open the link in your newest message.");

    /// <summary>For links that were made for somebody else than the person who has signed in.</summary>
    internal static Refusal AnothersLink(string address) => new(
        403, "This link is somebody else's", $"Nothing was done. You are signed in as {address}, and the link was made for another person. Open your own link, or the incident in the list.");

    internal PageReply ToReply(string nonce) => new(Status, nonce, PlainPage.Render(Head, Text, nonce));
}
