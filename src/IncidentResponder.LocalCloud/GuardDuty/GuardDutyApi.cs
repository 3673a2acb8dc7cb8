using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.GuardDuty;

/// <summary>GuardDuty's read of detectors and findings: a finding can be read again from its producer before anything is changed.</summary>
/// <param name="findings">The findings.</param>
public sealed class GuardDutyApi(GuardDutyFindings findings) : ILocalService
{
    /// <summary>The detector that is there before any finding was made.</summary>
    public const string Detector = "10cafe0000000000000000000000d001";

    /// <inheritdoc/>
    public string SigningName => "guardduty";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => true;

    /// <inheritdoc/>
    public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel) => Task.FromResult((request.Method, request.Path) switch
    {
        ("GET", "/detector") => LocalResponse.Json(new JsonObject { ["detectorIds"] = new JsonArray(Detector) }),
        ("POST", _) when request.Path.Split('/') is ["", "detector", var detector, "findings", "get"] => Get(detector, request),
        _ => LocalResponse.Unknown(request),
    });

    private LocalResponse Get(string detector, LocalRequest request)
    {
        if (!findings.Has(detector))
            return LocalResponse.Error("BadRequestException", "The request is rejected because the input detectorId is not owned by the current account.");

        var ids = (request.Json()["findingIds"] as JsonArray ?? []).Select(id => id?.GetValue<string>() ?? "");
        return LocalResponse.Json(new JsonObject { ["findings"] = new JsonArray([.. ids.Select(id => findings.Find(detector, id)).OfType<JsonObject>()]) });
    }
}
