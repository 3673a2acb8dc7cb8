using System.Collections.Immutable;
using System.Text.Json;
using Amazon.Lambda.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>
/// What Lambda says of a function, its code's place and hash. The values of its environment are left out, for they are often secrets; so is
/// what would let a reader fetch the code.
/// </summary>
/// <param name="aws">The clients.</param>
internal sealed class FunctionRecord(AwsClients aws) : IEvidenceCollector
{
    public ImmutableSortedSet<string> Permissions { get; } = ["lambda:GetFunction"];

    public bool Concerns(EvidenceTarget target) => target.Resource.Type == "AwsLambdaFunction";

    public Task CollectAsync(EvidenceTarget target, EvidenceGathering into, CancellationToken cancel) =>
        into.FileAsync("Function", "function.json", () => ReadAsync(target.Resource.Id, cancel), cancel);

    private async Task<Piece> ReadAsync(string name, CancellationToken cancel)
    {
        var answer = await aws.Lambda.GetFunctionAsync(new() { FunctionName = name }, cancel);
        var content = JsonPiece.Object(json =>
        {
            Write(json, answer.Configuration);
            json.Say("RepositoryType", answer.Code?.RepositoryType);
            json.Say("CodeLocation", answer.Code?.ImageUri ?? answer.Code?.Location?.Split('?')[0]);
            json.Say("ResolvedImageUri", answer.Code?.ResolvedImageUri);
            json.Say("ReservedConcurrentExecutions", answer.Concurrency?.ReservedConcurrentExecutions);
            json.Map("Tags", answer.Tags);
        });
        return new Piece.Content(content, answer.ResponseMetadata?.RequestId);
    }

    private static void Write(Utf8JsonWriter json, FunctionConfiguration one)
    {
        json.Say("FunctionName", one.FunctionName);
        json.Say("FunctionArn", one.FunctionArn);
        json.Say("Role", one.Role);
        json.Say("Runtime", one.Runtime?.Value);
        json.Say("Handler", one.Handler);
        json.Say("PackageType", one.PackageType?.Value);
        json.Say("CodeSha256", one.CodeSha256);
        json.Say("CodeSize", one.CodeSize);
        json.Say("LastModified", one.LastModified);
        json.Say("RevisionId", one.RevisionId);
        json.Say("Version", one.Version);
        json.Say("State", one.State?.Value);
        json.Say("VpcId", one.VpcConfig?.VpcId);
        json.Texts("Layers", one.Layers?.Select(layer => layer.Arn));
        json.Texts("EnvironmentNames", one.Environment?.Variables?.Keys.Order(StringComparer.Ordinal));
    }
}
