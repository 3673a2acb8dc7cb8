using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.SecurityHub;

/// <summary>
/// Security Hub's findings: import, get and update. As on AWS, each import and each update of a finding
/// puts a "Security Hub Findings - Imported" event on the bus.
/// </summary>
/// <param name="findings">The findings.</param>
/// <param name="publish">Puts an event on the default bus.</param>
/// <param name="clock">The cloud's time.</param>
public sealed class SecurityHubApi(FindingStore findings, Func<JsonObject, CancellationToken, Task> publish, TimeProvider clock) : ILocalService
{
    private const int LargestBatch = 100;
    private int published;

    /// <inheritdoc/>
    public string SigningName => "securityhub";

    /// <inheritdoc/>
    public bool Owns(LocalRequest request) => request.Path == "/findings" || request.Path.StartsWith("/findings/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<LocalResponse> AnswerAsync(LocalRequest request, CancellationToken cancel) => (request.Method, request.Path) switch
    {
        ("POST", "/findings/import") => await ImportAsync(request, cancel),
        ("POST", "/findings") => Get(request),
        ("PATCH", "/findings/batchupdate") => await UpdateAsync(request, cancel),
        _ => LocalResponse.Unknown(request),
    };

    /// <summary>Keeps a finding and puts its event on the bus, as an import by AWS itself does.</summary>
    public Task ImportAsync(JsonObject finding, CancellationToken cancel) => PublishAsync(findings.Import(finding), cancel);

    private async Task<LocalResponse> ImportAsync(LocalRequest request, CancellationToken cancel)
    {
        var batch = request.Json()["Findings"] as JsonArray ?? [];
        if (batch.Count is 0 or > LargestBatch)
            return LocalResponse.Error("InvalidInputException", $"Findings holds {batch.Count}; give 1 to {LargestBatch}.", 400);

        var failed = new JsonArray();
        foreach (var node in batch)
        {
            if (node is JsonObject finding && MissingField(finding) is not { } missing)
                await PublishAsync(findings.Import(finding), cancel);
            else
                failed.Add(Failed(node));
        }

        return LocalResponse.Json(new JsonObject
        {
            ["FailedCount"] = failed.Count,
            ["SuccessCount"] = batch.Count - failed.Count,
            ["FailedFindings"] = failed,
        });
    }

    private static JsonObject Failed(JsonNode? node) => new()
    {
        ["Id"] = (node as JsonObject)?["Id"]?.DeepClone() ?? "",
        ["ErrorCode"] = "InvalidInput",
        ["ErrorMessage"] = node is JsonObject finding ? $"{MissingField(finding)} is missing; every finding needs it." : "A finding must be a JSON object.",
    };

    private static string? MissingField(JsonObject finding) =>
        new[] { "SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId", "CreatedAt", "UpdatedAt", "Title", "Description", "Resources" }
            .FirstOrDefault(name => finding[name] is null or JsonArray { Count: 0 });

    private LocalResponse Get(LocalRequest request)
    {
        try
        {
            var found = findings.Where(FindingFilters.Compile(request.Json()["Filters"] as JsonObject));
            return LocalResponse.Json(new JsonObject { ["Findings"] = new JsonArray([.. found]) });
        }
        catch (NotSupportedException unknown)
        {
            return LocalResponse.Error("InvalidInputException", unknown.Message, 400);
        }
    }

    private async Task<LocalResponse> UpdateAsync(LocalRequest request, CancellationToken cancel)
    {
        var body = request.Json();
        var processed = new JsonArray();
        var unprocessed = new JsonArray();
        foreach (var identifier in (body["FindingIdentifiers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var updated = findings.Update(
                identifier["ProductArn"]?.GetValue<string>() ?? "", identifier["Id"]?.GetValue<string>() ?? "", finding => Change(finding, body));
            if (updated is null)
            {
                unprocessed.Add(new JsonObject
                {
                    ["FindingIdentifier"] = identifier.DeepClone(),
                    ["ErrorCode"] = "FindingNotFound",
                    ["ErrorMessage"] = $"There is no finding {identifier["Id"]} of {identifier["ProductArn"]}.",
                });
                continue;
            }

            processed.Add(identifier.DeepClone());
            await PublishAsync(updated, cancel);
        }

        return LocalResponse.Json(new JsonObject { ["ProcessedFindings"] = processed, ["UnprocessedFindings"] = unprocessed });
    }

    private void Change(JsonObject finding, JsonObject update)
    {
        foreach (var name in new[] { "Workflow", "Severity", "VerificationState", "UserDefinedFields", "Confidence", "Criticality", "Types" })
            if (update[name] is { } value)
                finding[name] = value.DeepClone();
        if (update["Note"] is JsonObject note)
            finding["Note"] = new JsonObject
            {
                ["Text"] = note["Text"]?.DeepClone(),
                ["UpdatedBy"] = note["UpdatedBy"]?.DeepClone(),
                ["UpdatedAt"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
            };
    }

    private Task PublishAsync(JsonObject finding, CancellationToken cancel) => publish(
        new JsonObject
        {
            ["version"] = "0",
            ["id"] = $"local-securityhub-{Interlocked.Increment(ref published)}",
            ["detail-type"] = "Security Hub Findings - Imported",
            ["source"] = "aws.securityhub",
            ["account"] = finding["AwsAccountId"]?.DeepClone(),
            ["time"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["region"] = (finding["Region"] ?? finding["Resources"]?[0]?["Region"])?.DeepClone() ?? "us-east-1",
            ["resources"] = new JsonArray($"{finding["ProductArn"]}/{finding["Id"]}"),
            ["detail"] = new JsonObject { ["findings"] = new JsonArray(finding) },
        },
        cancel);
}
