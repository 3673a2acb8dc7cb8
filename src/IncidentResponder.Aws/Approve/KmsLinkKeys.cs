using Amazon.KeyManagementService;
using IncidentResponder.Core.Approve;

namespace IncidentResponder.Aws.Approve;

/// <summary>Reads which keys of KMS seal and open links.</summary>
public static class KmsLinkKeys
{
    /// <summary>Reads "HS256/key,ES256/key": the first seals, the others only open.</summary>
    /// <param name="client">The client.</param>
    /// <param name="text">Algorithm and key id or ARN of each, with commas between.</param>
    /// <exception cref="FormatException">An algorithm is not known, a key has no id, or two have the same.</exception>
    public static LinkKeyRing Read(IAmazonKeyManagementService client, string text)
    {
        LinkKeyRing ring = new([.. text.Split(',', StringSplitOptions.TrimEntries).Select(one => KeyOf(client, one))]);
        return ring.Keys.DistinctBy(key => key.Id).Count() == ring.Keys.Length
            ? ring
            : throw new FormatException($"LINK_KEYS '{text}' names a key twice; a key has one algorithm.");
    }

    private static ILinkKey KeyOf(IAmazonKeyManagementService client, string text) => text.Split('/', 2) switch
    {
        ["HS256", { Length: > 0 } id] => new KmsLinkKey(client, id),
        ["ES256", { Length: > 0 } id] => new KmsSigningLinkKey(client, id),
        _ => throw new FormatException($"LINK_KEYS has '{text}', which is no HS256/ or ES256/ and a key of KMS; set it in template.yaml."),
    };
}
