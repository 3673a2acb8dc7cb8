using System.Security.Cryptography;
using System.Text;
using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.SignIn;
using IncidentResponder.Functions.Page;
using IncidentResponder.Functions.Run;

namespace IncidentResponder.Functions.SignIn;

/// <summary>
/// Lets people in by the organization's identity provider, and out again. Whoever the response policy does not name gets no session,
/// whatever the provider says.
/// </summary>
/// <param name="provider">The provider; null where people come by links alone.</param>
/// <param name="sessions">Where sessions are kept.</param>
/// <param name="roll">Whom the policy names as it is now.</param>
/// <param name="log">The function's log.</param>
public sealed class SignInDesk(IdentityProvider? provider, ISessions sessions, ApproverRoll roll, StageLog log)
{
    internal const string Begin = "/sign-in";
    internal const string Callback = "/signed-in";
    internal const string Out = "/sign-out";

    /// <summary>Answers one request.</summary>
    public async Task<PageReply> AnswerAsync(PageRequest request, CancellationToken cancel)
    {
        if (provider is null)
            return Say(request, 404, "There is no sign-in here", "Open the link in your message: it needs none. Whoever runs the responder can set the sign-in up.", again: false);
        try
        {
            return request.Route switch
            {
                $"GET {Begin}" => await BeginAsync(provider, request, cancel).ConfigureAwait(false),
                $"GET {Callback}" => await EndAsync(provider, request, cancel).ConfigureAwait(false),
                $"POST {Out}" => await OutAsync(request, cancel).ConfigureAwait(false),
                _ => Say(request, 405, "This can't be done here", "Nothing was done."),
            };
        }
        catch (ProviderException fault)
        {
            log.Write(Stage.Approve, null, "SignInUnavailable", fault.Message);
            return Say(request, 503, "You can't sign in now", "The sign-in service can't be used just now; the links in your messages work as always. Whoever runs the responder finds the reason in the log of the function SignIn.");
        }
    }

    private static async Task<PageReply> BeginAsync(IdentityProvider provider, PageRequest request, CancellationToken cancel)
    {
        var attempt = SignInAttempt.Begin(request.Query.GetValueOrDefault("incident"));
        var address = await provider.AddressOfAsync(attempt, request.Origin + Callback, cancel).ConfigureAwait(false);
        return PageReply.To(address, Cookies.Keep(Cookies.Attempt, attempt.Cookie, SignInAttempt.Lifetime));
    }

    private async Task<PageReply> EndAsync(IdentityProvider provider, PageRequest request, CancellationToken cancel)
    {
        var query = request.Query;
        if (SignInAttempt.Read(Cookies.Find(request.Cookies, Cookies.Attempt)) is not { } attempt || !IsSame(attempt.State, query.GetValueOrDefault("state")))
            return Refuse(request, "This sign-in was not begun in this browser, or more than ten minutes ago.");
        if (!await provider.IsIssuerAsync(query.GetValueOrDefault("iss"), cancel).ConfigureAwait(false))
            return Refuse(request, "The answer comes from another provider than the one that was asked.");
        if (query.GetValueOrDefault("error") is { } error)
            return Refuse(request, $"The provider did not let you in: {PlainText.Of(error, 60)}.");
        if (query.GetValueOrDefault("code") is not { Length: > 0 and <= 4096 } code)
            return Refuse(request, "The provider's answer has no code.");

        return await provider.RedeemAsync(code, attempt, request.Origin + Callback, request.Now, cancel).ConfigureAwait(false) switch
        {
            IdTokenReading.Somebody somebody => await LetInAsync(request, attempt, somebody, cancel).ConfigureAwait(false),
            IdTokenReading.Refused refused => Refuse(request, refused.Why),
            _ => Refuse(request, "The ID token is signed with a key that the provider does not have."),
        };
    }

    private async Task<PageReply> LetInAsync(PageRequest request, SignInAttempt attempt, IdTokenReading.Somebody somebody, CancellationToken cancel)
    {
        if (roll.Refusal(somebody.Address) is { } why)
            return Refuse(request, why);

        // A new key each time: what was in the browser before, whoever put it there, opens nothing any more.
        await sessions.EndAsync(Cookies.Find(request.Cookies, Cookies.Session), cancel).ConfigureAwait(false);
        var key = await sessions.OpenAsync(new() { Address = somebody.Address, ProvedAt = somebody.ProvedAt, EndsAt = request.Now + Session.Lifetime }, cancel).ConfigureAwait(false);
        log.Write(Stage.Approve, attempt.Incident, "SignedIn", somebody.Address);
        return PageReply.To(
            attempt.Incident is { } incident ? $"{request.Prefix}/incidents/{incident}" : $"{request.Prefix}/incidents",
            Cookies.Keep(Cookies.Session, key, Session.Lifetime),
            Cookies.Forget(Cookies.Attempt));
    }

    private async Task<PageReply> OutAsync(PageRequest request, CancellationToken cancel)
    {
        if (FormGuard.CheckForm(request) is { } refusal)
            return refusal.ToReply(PageHeaders.Nonce());
        await sessions.EndAsync(Cookies.Find(request.Cookies, Cookies.Session), cancel).ConfigureAwait(false);
        var said = Say(request, 200, "You are signed out", "This browser sees no incidents any more. Your provider may still know you: on a device that others use, sign out there as well.");
        return said with { Cookies = [Cookies.Forget(Cookies.Session)] };
    }

    private PageReply Refuse(PageRequest request, string why)
    {
        log.Write(Stage.Approve, null, "SignInRefused", why);
        return Say(request, 403, "You are not signed in", why) with { Cookies = [Cookies.Forget(Cookies.Attempt)] };
    }

    private static PageReply Say(PageRequest request, int status, string head, string text, bool again = true)
    {
        var nonce = PageHeaders.Nonce();
        var link = Html.When(again, () => Html.Of($"<p><a class=\"jump\" href=\"{request.Prefix}{Begin}\">Sign in</a></p>"));
        return new(status, nonce, PlainPage.Render(head, text, nonce, link, status == 200 ? "good" : "bad"));
    }

    private static bool IsSame(string ours, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(given));
}
