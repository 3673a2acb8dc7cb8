using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IncidentResponder.LocalCloud.StepFunctions.Running;

/// <summary>The task tokens given out. One is good for one end of one attempt, and never again.</summary>
internal sealed class TaskTokens
{
    private const int RandomBytes = 192;
    private const int CheckBytes = 8;

    private static readonly byte[] Start = [0, 0, 0, 42, 0, 0, 0, 2];

    private readonly ConcurrentDictionary<string, OpenTask> given = new();

    /// <summary>Makes a token for a task. It has base64's +, / and =, which must survive links and forms, as on AWS.</summary>
    public string Give(OpenTask task)
    {
        byte[] body = [.. Start, .. RandomNumberGenerator.GetBytes(RandomBytes)];
        string token = Convert.ToBase64String([.. body, .. Check(body)]);
        given[token] = task;
        return token;
    }

    /// <summary>The task of a token; null when the token was never given here.</summary>
    public OpenTask? Find(string token) => given.GetValueOrDefault(token);

    /// <summary>Whether the text has the form of a token, given here or not.</summary>
    public static bool IsWellFormed(string text)
    {
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length != Start.Length + RandomBytes + CheckBytes)
            return false;
        ReadOnlySpan<byte> body = bytes.AsSpan(0, length - CheckBytes);
        return bytes.AsSpan(length - CheckBytes, CheckBytes).SequenceEqual(Check(body));
    }

    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> body) => SHA256.HashData(body).AsSpan(0, CheckBytes);
}
