using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using IncidentResponder.Core;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Testing;

/// <summary>Keeps the notices that were sent.</summary>
public sealed class InMemoryMessenger : IMessenger
{
    private readonly ConcurrentQueue<(IncidentId Incident, Notice Notice, string? Approver)> _sent = new();

    /// <summary>When true, nothing goes out.</summary>
    public bool Broken { get; set; }

    /// <summary>What went out, in order.</summary>
    public IReadOnlyCollection<(IncidentId Incident, Notice Notice, string? Approver)> Sent => _sent;

    /// <inheritdoc/>
    public Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel)
    {
        if (Broken)
            throw new NoticeNotSentException($"The topic did not take the {notice.Kind} notice of {id} (Throttled); send it again later.");
        _sent.Enqueue((id, notice, approver));
        return Task.CompletedTask;
    }

    /// <summary>The latest one-time code that the approver was sent, spaced as in the message.</summary>
    public string LatestCode(string approver)
    {
        var body = _sent.Last(s => s.Notice.Kind == NoticeKind.Code && s.Approver == approver).Notice.Body;
        return Regex.Match(body, @"\d{4} \d{4}").Value;
    }
}
