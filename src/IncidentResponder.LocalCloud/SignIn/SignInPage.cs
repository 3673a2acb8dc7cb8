using System.Net;
using System.Text;

namespace IncidentResponder.LocalCloud.SignIn;

/// <summary>What a browser shows of the provider, as plain pages.</summary>
internal static class SignInPage
{
    private const string Style = """
        :root{color-scheme:light dark}body{font:16px/1.45 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.4rem}p{margin:.6rem 0;overflow-wrap:anywhere}small{opacity:.8}
        fieldset{border:1px solid #8886;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}legend{padding:0 .4rem}
        button{font:inherit;min-height:44px;padding:.3rem .9rem;margin-right:.6rem;border-radius:6px;border:1px solid #888}
        """;

    /// <summary>Asks who signs in.</summary>
    /// <param name="people">Everybody who can.</param>
    /// <param name="request">What the application asked, which the form carries along.</param>
    internal static string Ask(IReadOnlyList<SignInPerson> people, AuthorizationRequest request)
    {
        StringBuilder html = new();
        html.Append($"<p>This is a stand-in for your organisation's sign-in, for {Text(request.ClientId)}. No password is asked: choose who you are.</p>");
        html.Append("<form method=\"post\" action=\"/authorize\">");
        foreach (var (name, value) in request.Fields)
            html.Append($"<input type=\"hidden\" name=\"{name}\" value=\"{Text(value)}\">");
        html.Append("<fieldset><legend>Who are you?</legend>");
        for (var index = 0; index < people.Count; index++)
            html.Append(Button(people[index], $"account-{index}"));
        html.Append("</fieldset><p><button name=\"cancel\" value=\"yes\">Cancel</button></p></form>");
        return Of("Sign in", html.ToString());
    }

    /// <summary>Says why nobody can sign in.</summary>
    internal static string Refuse(string why) =>
        Of("You can't sign in", $"<p role=\"alert\">{Text(why)}</p><p><small>A stand-in for your organisation's sign-in. You were sent nowhere.</small></p>");

    private static string Button(SignInPerson person, string id) =>
        $"<p><button name=\"person\" value=\"{Text(person.Name)}\" aria-describedby=\"{id}\">Sign in as {Text(person.Name)}</button><small id=\"{id}\">{Text(person.Email)}{(person.IsConfirmed ? "" : ", not confirmed")}</small></p>";

    private static string Of(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title}</title><style>{Style}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
