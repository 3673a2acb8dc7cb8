namespace IncidentResponder.Channels.Slack;

/// <summary>How much Block Kit takes, in characters unless it says otherwise. See https://docs.slack.dev/reference/block-kit.</summary>
internal static class SlackLimits
{
    /// <summary>Blocks of a message.</summary>
    internal const int Blocks = 50;

    /// <summary>A header's text.</summary>
    internal const int Header = 150;

    /// <summary>A section's text.</summary>
    internal const int Section = 3000;

    /// <summary>Elements of a context.</summary>
    internal const int ContextElements = 10;

    /// <summary>Elements of an actions block.</summary>
    internal const int Actions = 25;

    /// <summary>A button's text.</summary>
    internal const int Button = 75;

    /// <summary>A button's value.</summary>
    internal const int Value = 2000;

    /// <summary>A confirmation's title.</summary>
    internal const int ConfirmTitle = 100;

    /// <summary>A confirmation's text.</summary>
    internal const int ConfirmText = 300;

    /// <summary>A confirmation's buttons.</summary>
    internal const int ConfirmButton = 30;

    /// <summary>A message's text beside its blocks, of which Slack shows the beginning only.</summary>
    internal const int Text = 500;

    /// <summary>All blocks together. Slack does not write it down, and answers msg_blocks_too_long from about 13,200 on.</summary>
    internal const int Whole = 12_900;
}
