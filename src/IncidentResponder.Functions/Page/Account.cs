using IncidentResponder.Core.Markup;
using IncidentResponder.Core.SignIn;
using IncidentResponder.Functions.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>Who has signed in, and how to sign out.</summary>
internal static class Account
{
    /// <summary>Renders it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="home">What stands before "/incidents" in addresses.</param>
    internal static Html Of(Session session, string home) => Html.Of($"""
        <form class="account" method="post" action="{home}{SignInDesk.Out}">
        <p>Signed in as {session.Address}.</p>
        <button>Sign out</button>
        </form>
        """);
}
