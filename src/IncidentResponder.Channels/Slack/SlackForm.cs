namespace IncidentResponder.Channels.Slack;

/// <summary>Reads one field of a form as bytes, so that whoever reads its JSON sees bytes that are no UTF-8.</summary>
internal static class SlackForm
{
    /// <summary>The field's bytes; null when it is missing, occurs twice, or is not encoded as forms are.</summary>
    internal static byte[]? Field(ReadOnlySpan<byte> form, ReadOnlySpan<byte> name)
    {
        byte[]? found = null;
        foreach (var range in form.Split((byte)'&'))
        {
            var field = form[range];
            var at = field.IndexOf((byte)'=');
            if (at < 0 || !field[..at].SequenceEqual(name))
                continue;
            if (found is not null || Decoded(field[(at + 1)..]) is not { } value)
                return null;
            found = value;
        }

        return found;
    }

    private static byte[]? Decoded(ReadOnlySpan<byte> text)
    {
        var value = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            if (one is (byte)'%')
            {
                if (at + 2 >= text.Length || Digit(text[at + 1]) is not { } high || Digit(text[at + 2]) is not { } low)
                    return null;
                (one, at) = ((byte)((16 * high) + low), at + 2);
            }
            else if (one is (byte)'+')
            {
                one = (byte)' ';
            }

            value[length++] = one;
        }

        return value[..length];
    }

    private static int? Digit(byte one) => char.IsAsciiHexDigit((char)one) ? Convert.ToInt32(((char)one).ToString(), 16) : null;
}
