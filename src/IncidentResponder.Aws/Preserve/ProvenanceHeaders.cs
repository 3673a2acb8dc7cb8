using System.Globalization;
using Amazon.S3.Model;
using IncidentResponder.Core.Preserve;

namespace IncidentResponder.Aws.Preserve;

/// <summary>
/// Keeps with a sealed object how it was come by, so that an attempt after a crash tells the truth about what the first one
/// collected. Headers hold printable ASCII only; texts are therefore escaped as URIs are.
/// </summary>
internal static class ProvenanceHeaders
{
    private const string At = "ir-collected-at";
    private const string RequestId = "ir-request-id";
    private const string Reason = "ir-reason";
    private const string TransferredTo = "ir-transferred-to";

    internal static void Write(MetadataCollection headers, Provenance provenance)
    {
        headers[At] = provenance.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        Put(headers, RequestId, provenance.RequestId);
        Put(headers, Reason, provenance.Reason);
        Put(headers, TransferredTo, string.Join(' ', provenance.TransferredTo));
    }

    internal static Provenance Read(MetadataCollection headers, DateTime? modified) => new()
    {
        At = DateTimeOffset.TryParseExact(headers[At], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : new DateTimeOffset((modified ?? DateTime.UnixEpoch).ToUniversalTime()),
        RequestId = Get(headers, RequestId),
        Reason = Get(headers, Reason),
        TransferredTo = [.. Get(headers, TransferredTo).Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };

    private static void Put(MetadataCollection headers, string name, string value)
    {
        if (value.Length > 0)
            headers[name] = Uri.EscapeDataString(value);
    }

    private static string Get(MetadataCollection headers, string name) => Uri.UnescapeDataString(headers[name] ?? "");
}
