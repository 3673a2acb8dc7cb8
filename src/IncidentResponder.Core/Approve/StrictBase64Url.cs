using System.Buffers;
using System.Buffers.Text;

namespace IncidentResponder.Core.Approve;

/// <summary>Base64url with one spelling per value: no padding, no white space, no stray bits at the end.</summary>
internal static class StrictBase64Url
{
    /// <summary>Writes bytes.</summary>
    internal static string Write(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>Reads text; null when it is not exactly what <see cref="Write"/> gives for some bytes.</summary>
    internal static byte[]? Read(string text)
    {
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || text.Length % 4 == 1)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) is not OperationStatus.Done)
            return null;
        var exact = bytes[..written];
        return Write(exact) == text ? exact : null;
    }
}
