namespace IncidentResponder.Core.Triage;

/// <summary>What of a finding a playbook acts on.</summary>
public enum ActsOn
{
    /// <summary>The instance, which itself did what the finding describes.</summary>
    ActingInstance,

    /// <summary>The instance whose role's credentials were used elsewhere.</summary>
    CredentialsOfInstance,

    /// <summary>The long-term access key and its user.</summary>
    LongTermKey,

    /// <summary>The user, by whose temporary credentials something was done.</summary>
    User,

    /// <summary>The role, in whose sessions something was done.</summary>
    Role,

    /// <summary>The addresses from which something was tried.</summary>
    RemoteAddress,

    /// <summary>The resource that the finding is about.</summary>
    Resource,

    /// <summary>The account as a whole.</summary>
    Account,
}
