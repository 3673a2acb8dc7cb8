namespace IncidentResponder.Benchmarks.Ask;

/// <summary>One question: real milliseconds, and the functions' processor time within them.</summary>
/// <param name="ToMail">From PutEvents to the first mailed question.</param>
/// <param name="ToCard">From PutEvents to the card in Slack with its buttons.</param>
/// <param name="AskingProcessor">The functions' processor time from PutEvents to the card.</param>
/// <param name="ToAcknowledgement">From the press to the answer that Slack waits for.</param>
/// <param name="ToVisible">From the press to the card that shows the decision.</param>
/// <param name="AnsweringProcessor">The functions' processor time from the press to that card.</param>
internal sealed record AskSample(double ToMail, double ToCard, double AskingProcessor, double ToAcknowledgement, double ToVisible, double AnsweringProcessor);
