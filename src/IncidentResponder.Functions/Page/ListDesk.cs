using System.Collections.Immutable;
using System.Globalization;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.SignIn;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>Lists incidents, day by day and latest first, for those who have signed in. It changes nothing.</summary>
/// <param name="records">Where incidents are kept.</param>
/// <param name="door">Lets people in.</param>
public sealed class ListDesk(IIncidentRecords records, PageDoor door)
{
    /// <summary>How many days one page goes back at most.</summary>
    public const int MostDays = 31;

    /// <summary>How many incidents one page has at most.</summary>
    public const int MostIncidents = 40;

    private const int AtOnce = 10;

    /// <summary>Answers one request.</summary>
    public async Task<PageReply> AnswerAsync(PageRequest request, CancellationToken cancel)
    {
        var nonce = PageHeaders.Nonce();
        if (request.Method == "OPTIONS")
            return new(204, nonce, Html.Empty);
        if (request.Method is not ("GET" or "HEAD"))
            return new Refusal(405, "This can't be done here", "Nothing was done.").ToReply(nonce);
        if (!door.HasSignIn)
            return new Refusal(404, "There is no list here", "It is for those who have signed in, and no sign-in is set up. Open the link in your message.").ToReply(nonce);
        if (await door.SessionAsync(request, cancel).ConfigureAwait(false) is not { } session)
            return PageReply.To($"{request.Prefix}{SignInDesk.Begin}");

        var today = DateOnly.FromDateTime(request.Now.UtcDateTime);
        var latest = DateOnly.TryParseExact(request.Query.GetValueOrDefault("until"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked < today ? asked : today;
        return new(200, nonce, IncidentList.Render(await ReadAsync(latest, request, session, cancel).ConfigureAwait(false), nonce));
    }

    // Whole days, so that an address shows the same ones whenever it is opened; only a day that is too long by itself is cut.
    private async Task<ListView> ReadAsync(DateOnly latest, PageRequest request, Session session, CancellationToken cancel)
    {
        var (day, known) = (latest, ImmutableArray<IncidentId>.Empty);
        for (var back = 0; back < MostDays && day > DateOnly.MinValue; back++, day = day.AddDays(-1))
        {
            var opened = await records.ListAsync(day, cancel).ConfigureAwait(false);
            if (known.Length > 0 && known.Length + opened.Length > MostIncidents)
                break;
            known = known.AddRange(opened);
        }

        var read = await ReadAsync([.. known.Take(MostIncidents)], session, cancel).ConfigureAwait(false);
        return new()
        {
            Records = [.. read.OrderByDescending(record => record.Incident.OpenedAt)],
            Waiting = [.. read.Where(record => IsWaiting(record, session, request.Now)).Select(record => record.Incident.Id)],
            From = day.AddDays(1),
            Until = latest,
            More = Math.Max(0, known.Length - MostIncidents),
            Session = session,
            Home = request.Prefix,
            Now = request.Now,
        };
    }

    private async Task<List<IncidentRecord>> ReadAsync(ImmutableArray<IncidentId> known, Session session, CancellationToken cancel)
    {
        List<IncidentRecord> read = [];
        foreach (var some in known.Chunk(AtOnce))
            read.AddRange((await Task.WhenAll(some.Select(id => records.ReadAsync(id, cancel))).ConfigureAwait(false)).OfType<IncidentRecord>());
        read.RemoveAll(record => door.IsAbout(record, session));
        return read;
    }

    private bool IsWaiting(IncidentRecord record, Session session, DateTimeOffset now) =>
        door.VisitOf(record, session, now) is var visit && ApprovalRules.Judge(visit) is ApprovalVerdict.Accept && !record.Tally.HasVoteOf(visit.Person);
}
