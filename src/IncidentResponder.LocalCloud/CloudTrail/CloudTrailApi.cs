using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.CloudTrail;

/// <summary>CloudTrail's LookupEvents over the events that were put there; the rest of CloudTrail is the emulator's.</summary>
/// <param name="history">The events.</param>
public sealed class CloudTrailApi(EventHistory history) : ILocalService
{
    private const string LookupEvents = "LookupEvents";

    /// <inheritdoc/>
    public string SigningName => "cloudtrail";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => request.Operation == LookupEvents;

    /// <inheritdoc/>
    public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel)
    {
        var body = request.Json();
        var attributes = (body["LookupAttributes"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        if (attributes.Length > 1)
            return Task.FromResult(LocalResponse.Error("InvalidLookupAttributesException", $"{attributes.Length} lookup attributes were given; LookupEvents takes one.", 400));

        var (key, value) = attributes is [var only] ? (only["AttributeKey"]?.ToString() ?? "", only["AttributeValue"]?.ToString() ?? "") : ("", "");
        var found = history.Find(key, value).Select(recorded => (JsonNode)recorded.ToLookup());
        return Task.FromResult(LocalResponse.Json(new JsonObject { ["Events"] = new JsonArray([.. found]) }));
    }
}
