namespace IncidentResponder.Core.Preserve;

/// <summary>A file as it is found in a folder or bucket, hashed by whoever read it.</summary>
/// <param name="Name">Its name in the folder of the evidence.</param>
/// <param name="VersionId">The object's version; empty where there are none.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record HeldFile(string Name, string VersionId, long SizeBytes, string Sha256)
{
    /// <summary>The name with the version, where there is one.</summary>
    public override string ToString() => VersionId.Length > 0 ? $"{Name} (version {VersionId})" : Name;
}
