using Spectre.Console;

namespace IncidentResponder.LocalCloud.Respond;

/// <summary>Prints what happens as it happens: the cloud's time since the event, the stage, the sentence.</summary>
/// <param name="console">The terminal.</param>
/// <param name="clock">The cloud's clock.</param>
public sealed class Timeline(IAnsiConsole console, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset start = clock.GetUtcNow();

    /// <summary>Counts from now.</summary>
    public void Start() => start = clock.GetUtcNow();

    /// <summary>Prints a line.</summary>
    /// <param name="stage">The stage or part that speaks.</param>
    /// <param name="text">What it says; encoded before it is printed.</param>
    /// <param name="style">A Spectre style, for example "green".</param>
    public void Say(string stage, string text, string style = "default")
    {
        var since = clock.GetUtcNow() - start;
        lock (gate)
            console.MarkupLine($"[grey]{$"+{(int)since.TotalMinutes:00}:{since.Seconds:00}",7}[/]  [bold]{Markup.Escape(stage),-14}[/] [{style}]{Markup.Escape(text)}[/]");
    }

    /// <summary>Prints a headed list of lines.</summary>
    public void List(string heading, IEnumerable<string> lines)
    {
        lock (gate)
        {
            console.MarkupLine($"\n[bold]{Markup.Escape(heading)}[/]");
            foreach (var line in lines)
                console.MarkupLine($"  {Markup.Escape(line)}");
        }
    }

    /// <summary>Prints changes as before → after.</summary>
    public void Changes(string heading, IEnumerable<WorldChange> changes) =>
        List(heading, changes.Select(c => $"{c.Name}: {c.Before} → {c.After}").DefaultIfEmpty("nothing"));
}
