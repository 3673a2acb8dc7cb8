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

    internal PageReply ToReply(string nonce) => new(Status, nonce, PlainPage.Render(Head, Text, nonce));
}
