using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>The button that has a code sent, and the field it goes into; neither where a fresh sign-in has proved who the person is.</summary>
internal static class CodeForm
{
    /// <summary>Says what an answer needs.</summary>
    internal static string Need(PageView view) => view.Visit.Vouched
        ? $"Your sign-in proves who you are until {UtcText.Of(view.Session!.ProvedAt!.Value + Session.Vouching)}, so no code is needed."
        : "An answer needs a one-time code from your mailbox.";

    /// <summary>Renders the button.</summary>
    internal static Html Of(PageView view, string token) => view.Visit.Vouched ? Html.Empty : Html.Of($"""
        <form method="post" action="{view.Path}/code">
        <input type="hidden" name="token" value="{token}">
        <p class="hint">{(view.CodeSent ? "No message after a minute? Have another one sent; only the latest code works." : "Step 1 of 2")}</p>
        <button{Html.When(!view.CodeSent, () => Html.Of($" class=\"go\""))}>{(view.CodeSent ? "Send another code" : "Send me a one-time code")}</button>
        {(view.SignIn is { } address ? Html.Of($"<a class=\"jump\" href=\"{address}\">Or sign in{(view.Session is null ? "" : " anew")}, and answer without a code</a>") : Html.Empty)}
        </form>
        """);

    /// <summary>Renders the field.</summary>
    internal static Html Field(PageView view) => view.Visit.Vouched ? Html.Empty : Html.Of($"""
        <label for="code">One-time code</label>
        <p class="hint" id="code-hint">{(view.CodeSent ? "" : "Step 2 of 2. ")}Eight digits from the message; paste it with or without the space.</p>
        <input class="code" id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="40" required aria-describedby="code-hint"{Html.When(view.CodeSent, () => Html.Of($" autofocus"))}>
        """);
}
