using IncidentResponder.Core.Markup;

namespace IncidentResponder.Functions.Page;

/// <summary>The button that has a code sent, and the field it goes into.</summary>
internal static class CodeForm
{
    /// <summary>Renders the button.</summary>
    internal static Html Of(PageView view, string token) => Html.Of($"""
        <form method="post" action="{view.Path}/code">
        <input type="hidden" name="token" value="{token}">
        <p class="hint">{(view.CodeSent ? "No message after a minute? Have another one sent; only the latest code works." : "Step 1 of 2")}</p>
        <button{Html.When(!view.CodeSent, () => Html.Of($" class=\"go\""))}>{(view.CodeSent ? "Send another code" : "Send me a one-time code")}</button>
        </form>
        """);

    /// <summary>Renders the field.</summary>
    internal static Html Field(PageView view) => Html.Of($"""
        <label for="code">One-time code</label>
        <p class="hint" id="code-hint">{(view.CodeSent ? "" : "Step 2 of 2. ")}Eight digits from the message; paste it with or without the space.</p>
        <input class="code" id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="40" required aria-describedby="code-hint"{Html.When(view.CodeSent, () => Html.Of($" autofocus"))}>
        """);
}
