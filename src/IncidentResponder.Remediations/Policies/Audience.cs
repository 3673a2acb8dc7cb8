namespace IncidentResponder.Remediations.Policies;

/// <summary>Whom a statement of a resource policy lets in, from fewest to most.</summary>
internal enum Audience
{
    /// <summary>The owner's account, AWS services and CloudFront's origin access; or nobody.</summary>
    Inside,

    /// <summary>It can't be told from the policy alone: an organisation, a network, a canonical user, a deleted principal. It stays and people are told.</summary>
    Unclear,

    /// <summary>Another account.</summary>
    OutsideAccount,

    /// <summary>Everybody.</summary>
    Public,
}
