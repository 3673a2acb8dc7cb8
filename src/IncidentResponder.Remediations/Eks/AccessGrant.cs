namespace IncidentResponder.Remediations.Eks;

/// <summary>An access policy that is associated with an access entry.</summary>
/// <param name="Policy">The policy's ARN.</param>
/// <param name="Scope">"cluster" or "namespace".</param>
/// <param name="Namespaces">The namespaces, sorted; none for the whole cluster.</param>
internal sealed record AccessGrant(string Policy, string Scope, IReadOnlyList<string> Namespaces)
{
    /// <summary>As people are shown it.</summary>
    public override string ToString() => Namespaces.Count == 0 ? $"{Policy} on the {Scope}" : $"{Policy} on {Scope} {string.Join(",", Namespaces)}";

    /// <summary>Whether two are the same.</summary>
    public bool Same(AccessGrant other) => Policy == other.Policy && Scope == other.Scope && Namespaces.SequenceEqual(other.Namespaces);
}
