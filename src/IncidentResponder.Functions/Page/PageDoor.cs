using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.SignIn;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>Lets people in, by a personal link, by a session, or by both of the same person.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="reader">Reads links.</param>
/// <param name="sessions">Where sessions are kept; null where people come by links alone.</param>
/// <param name="roll">Who may answer by the policy as it is now.</param>
public sealed class PageDoor(IIncidentRecords records, LinkReader reader, ISessions? sessions, ApproverRoll roll)
{
    internal ApproverRoll Roll => roll;

    internal bool HasSignIn => sessions is not null;

    /// <summary>The session that the browser holds; null when it holds none that is good, or the policy no longer names the person.</summary>
    internal async Task<Session?> SessionAsync(PageRequest request, CancellationToken cancel) =>
        sessions is not null
        && await sessions.ReadAsync(Cookies.Find(request.Cookies, Cookies.Session), request.Now, cancel).ConfigureAwait(false) is { } session
        && roll.Refusal(session.Address) is null
            ? session
            : null;

    /// <summary>Lets a person in to one incident, or says why not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The link's token as it came; null or empty where the person comes by a session alone.</param>
    /// <param name="cancel">Stops the wait.</param>
    internal async Task<(PageEntry? Entry, Refusal? Refusal)> EnterAsync(PageRequest request, string? token, CancellationToken cancel)
    {
        if (!IncidentId.TryParse(request.Incident, out var id))
            return (null, string.IsNullOrEmpty(token) && HasSignIn ? Refusal.NoIncident : Refusal.BadLink);

        var session = await SessionAsync(request, cancel).ConfigureAwait(false);
        if (string.IsNullOrEmpty(token))
            return session is null ? (null, Refusal.BadLink) : await BySessionAsync(id, session, request.Now, cancel).ConfigureAwait(false);
        if (await ReadAsync(token, id, request.Now, cancel).ConfigureAwait(false) is not var (claims, expired) || await records.ReadAsync(id, cancel).ConfigureAwait(false) is not { } record)
            return (null, Refusal.BadLink);
        if (session is not null && roll.People.MainAddress(session.Address) != roll.People.MainAddress(claims.Approver))
            return (null, Refusal.AnothersLink(session.Address));
        return (new PageEntry(new ApprovalVisit(record, claims, request.Now, roll), token, expired) { Session = session }.Vouched(), null);
    }

    private async Task<(LinkClaims Claims, bool Expired)?> ReadAsync(string token, IncidentId id, DateTimeOffset now, CancellationToken cancel) =>
        await reader.ReadAsync(token, id, now, cancel).ConfigureAwait(false) switch
        {
            LinkReading.Valid valid => (valid.Claims, false),
            LinkReading.Expired expired => (expired.Claims, true),
            _ => null,
        };

    // Whoever the policy names sees every incident, but not one that is about themselves: to them there is none.
    private async Task<(PageEntry? Entry, Refusal? Refusal)> BySessionAsync(IncidentId id, Session session, DateTimeOffset now, CancellationToken cancel) =>
        await records.ReadAsync(id, cancel).ConfigureAwait(false) is { } record && !IsAbout(record, session)
            ? (new PageEntry(VisitOf(record, session, now), "", Expired: false) { Session = session }.Vouched(), null)
            : (null, Refusal.NoIncident);

    /// <summary>Whether an incident is about the person of a session.</summary>
    internal bool IsAbout(IncidentRecord record, Session session) =>
        Approvers.IsSubject(record.Incident.Finding.Principal, session.Address, roll.People);

    /// <summary>The visit of a person who has signed in: as by a link to the plan that is asked about now.</summary>
    internal ApprovalVisit VisitOf(IncidentRecord record, Session session, DateTimeOffset now)
    {
        LinkClaims claims = new()
        {
            Purpose = LinkPurpose.Approve,
            Approver = roll.People.MainAddress(session.Address),
            LinkId = "session",
            Incident = record.Incident.Id,
            PlanDigest = record.Approval?.PlanDigest ?? (record.Decision is { } decision ? PlanDigest.Of(decision.Plan) : ""),
            IssuedAt = now,
            NotBefore = now,
            ExpiresAt = session.EndsAt,
        };
        return new(record, claims, now, roll);
    }
}
