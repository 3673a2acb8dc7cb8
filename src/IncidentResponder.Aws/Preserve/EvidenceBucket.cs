namespace IncidentResponder.Aws.Preserve;

/// <summary>The bucket in which evidence is sealed.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="KeyArn">The key that encrypts it.</param>
/// <param name="Retention">How long an object can't be deleted by anybody, root included. One day or more.</param>
public sealed record EvidenceBucket(string Name, string KeyArn, TimeSpan Retention);
