using IncidentResponder.Core;
using IncidentResponder.LocalCloud.Respond.Page;
using IncidentResponder.LocalCloud.Sns;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>The person on call: answers each question that is mailed, by way of the page.</summary>
public sealed class Responder : IDisposable
{
    private readonly LocalCloudHost host;
    private readonly Timeline timeline;
    private readonly Answer answer;
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource leaving = new();
    private readonly PageVisitor visitor;

    /// <summary>Goes on call.</summary>
    public Responder(LocalCloudHost host, Timeline timeline, Answer answer)
    {
        this.host = host;
        this.timeline = timeline;
        this.answer = answer;
        visitor = new PageVisitor(http, host.Sent);
        host.Sent.Arrived += Read;
    }

    /// <summary>Undoes an incident's containment by the personal link in the question, or in the notice of its outcome when nobody was asked.</summary>
    public async Task UndoAsync(IncidentId incident, CancellationToken cancel)
    {
        var mail = await host.Sent.NextAsync(
            m => m.Kind is "Question" or "Outcome" && m.IncidentId == incident.Value && m.Body.Contains("/incidents/", StringComparison.Ordinal), 0, cancel);
        timeline.Say("Responder", "asks for the undo on the page");
        await visitor.UndoAsync(mail, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        host.Sent.Arrived -= Read;
        leaving.Cancel();
        leaving.Dispose();
        http.Dispose();
    }

    private void Read(SentMessage message)
    {
        if (message.Kind == "Question" && answer is (Answer.Approve or Answer.Deny))
            _ = AnswerAsync(message);
    }

    private async Task AnswerAsync(SentMessage question)
    {
        // While a person works on the page, time passes as it does for people.
        using var working = host.Clock.BeginWork();
        try
        {
            timeline.Say("Responder", answer == Answer.Approve ? "opens the link, asks for a code, approves" : "opens the link, asks for a code, denies");
            await visitor.AnswerAsync(question, answer == Answer.Approve ? "approve" : "deny", leaving.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or InvalidOperationException)
        {
            timeline.Say("Responder", fault.Message, "red");
        }
    }
}
