using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Records;

/// <summary>How the switch stands.</summary>
public abstract record SwitchPosition
{
    private SwitchPosition()
    {
    }

    /// <summary>What it holds the responder down to, as a cap on decisions; null when it holds nothing.</summary>
    public ModeCap? Cap => this switch
    {
        Set { Mode: >= ResponseMode.ContainNow } or NotSet => null,
        Set set => new(set.Mode, $"The switch is at {set.Mode}, set by {set.By} at {set.At} ({set.Why}): {(set.Mode is ResponseMode.AskFirst ? "people are asked first" : "nothing is changed")}."),
        NotRead silence => new(ResponseMode.AskFirst, $"The switch could not be read ({silence.Why}): people are asked first."),
        _ => new(ResponseMode.NotifyOnly, "The switch stands as this version does not know: nothing is changed."),
    };

    /// <summary>Nobody has set it.</summary>
    public sealed record NotSet : SwitchPosition;

    /// <summary>Somebody has.</summary>
    /// <param name="Mode">The most that is done.</param>
    /// <param name="By">Who says they did.</param>
    /// <param name="Why">Why, in their words.</param>
    /// <param name="At">When, in their words.</param>
    public sealed record Set(ResponseMode Mode, string By, string Why, string At) : SwitchPosition;

    /// <summary>It could not be read.</summary>
    /// <param name="Why">What went wrong, in a word or two.</param>
    public sealed record NotRead(string Why) : SwitchPosition;
}
