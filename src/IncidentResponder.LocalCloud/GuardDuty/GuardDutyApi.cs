using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.GuardDuty;

/// <summary>GuardDuty's read of detectors and findings: a finding can be read again from its producer before anything is changed.</summary>
/// <param name="findings">The findings.</param>
public sealed class GuardDutyApi(GuardDutyFindings findings) : ILocalService
{
    /// <summary>The one detector of each account and Region.</summary>
    public const string Detector = "10cafe0000000000000000000000d001";

    /// <inheritdoc/>
    public string SigningName => "guardduty";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => true;

    /// <inheritdoc/>
    public Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel) => Task.FromResult((request.Method, request.Path) switch
    {
        ("GET", "/detector") => LocalResponse.Json(new JsonObject { ["detectorIds"] = new JsonArray(Detector) }),
        ("POST", $"/detector/{Detector}/findings/get") => Get(request),
        _ => LocalResponse.Error("BadRequestException", $"The local GuardDuty does not answer {request.Method} {request.Path}; its detector is {Detector}.", 404),
    });

    private LocalResponse Get(LocalRequest request)
    {
        var ids = (request.Json()["findingIds"] as JsonArray ?? []).Select(id => id?.GetValue<string>() ?? "");
        return LocalResponse.Json(new JsonObject { ["findings"] = new JsonArray([.. ids.Select(findings.Find).OfType<JsonObject>()]) });
    }
}
