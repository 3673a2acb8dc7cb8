namespace IncidentResponder.Channels;

/// <summary>What an incident's standing asks of people, told coarsely: pagers and tickets know no more than this.</summary>
internal enum Attention
{
    /// <summary>People are told or asked, and nothing is being done yet.</summary>
    Open,

    /// <summary>The plan is running or its effect is being checked.</summary>
    Working,

    /// <summary>It is contained, put back, or somebody has said that it is to be left: nobody need act.</summary>
    Settled,

    /// <summary>The responder has ended and the resource may still be open: somebody must act by hand.</summary>
    Needed,
}
