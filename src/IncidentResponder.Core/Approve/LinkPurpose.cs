namespace IncidentResponder.Core.Approve;

/// <summary>What a link lets its holder ask for. A link for one purpose is good for no other.</summary>
public enum LinkPurpose
{
    /// <summary>To answer the question.</summary>
    Approve,

    /// <summary>To undo the containment.</summary>
    Undo,
}
