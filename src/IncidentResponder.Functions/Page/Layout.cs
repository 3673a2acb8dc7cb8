using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>The document around every page: no script, no outside asset, one style element.</summary>
internal static class Layout
{
    /// <summary>Puts a page together.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="nonce">This response's nonce.</param>
    /// <param name="header">What stands on top.</param>
    /// <param name="main">The rest.</param>
    /// <param name="account">Who has signed in and how to sign out; null where the page was reached by a personal link.</param>
    internal static Html Page(string title, string nonce, Html header, Html main, Html? account = null) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <style nonce="{nonce}">{Style.Sheet}</style>
        </head>
        <body>
        <header>{header}</header>
        <main>{main}</main>
        <footer>{account ?? Html.Empty}<p>IncidentResponder. All times are in UTC.{(account is null ? " This page is personal: do not forward its link." : "")}</p></footer>
        </body>
        </html>
        """);
}
