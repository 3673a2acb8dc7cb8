namespace IncidentResponder.Remediations.Evidence;

/// <summary>An SSM document of the operator's own that is run on instances, and no other text than the one it was pinned to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, a number: "$LATEST" would be whatever somebody made of it.</param>
/// <param name="Sha256">SHA-256 of its content.</param>
/// <param name="OutputBucket">The bucket to which SSM writes the whole output; empty for none.</param>
public sealed record PinnedDocument(string Name, string Version, string Sha256, string OutputBucket)
{
    /// <summary>Reads a setting: name, version, hash and bucket with commas between; null when the name is empty, which switches it off.</summary>
    /// <exception cref="InvalidOperationException">It is not pinned, or the setting has another form.</exception>
    public static PinnedDocument? Read(string setting) => setting.Split(',') switch
    {
        ["", ..] => null,
        [var name, var version, { Length: 64 } hash, var bucket] when version.Length > 0 && version.All(char.IsAsciiDigit) && hash.All(char.IsAsciiHexDigit) =>
            new(name, version, hash, bucket),
        _ => throw new InvalidOperationException(
            $"LIVE_STATE_DOCUMENT is '{setting}', not a name, a version number, 64 hexadecimal digits of SHA-256 and a bucket or nothing; set the LiveState parameters in template.yaml."),
    };
}
