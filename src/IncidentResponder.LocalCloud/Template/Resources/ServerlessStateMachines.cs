using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentResponder.LocalCloud.Template.Resources;

/// <summary>Creates state machines from their definition files, with the template's substitutions put in.</summary>
public sealed partial class ServerlessStateMachines : IResourceCreator
{
    /// <inheritdoc />
    public string Type => "AWS::Serverless::StateMachine";

    /// <inheritdoc />
    public async Task<CreatedResource> CreateAsync(ResourceRequest request, CancellationToken cancel)
    {
        string name = request.NameBy("Name");
        JsonObject made = await request.Api.JsonAsync("states", "AWSStepFunctions.CreateStateMachine", new JsonObject
        {
            ["name"] = name,
            ["type"] = request.Text("Type") ?? "STANDARD",
            ["definition"] = await DefinitionAsync(request, cancel),
            ["roleArn"] = request.Text("Role") ?? $"arn:aws:iam::{request.Api.Account}:role/{request.StackName}-{request.LogicalId}Role",
        }, cancel);
        string arn = made["stateMachineArn"]!.GetValue<string>();
        return new CreatedResource(arn, new Dictionary<string, string> { ["Arn"] = arn, ["Name"] = name });
    }

    private static async Task<string> DefinitionAsync(ResourceRequest request, CancellationToken cancel)
    {
        string text = request.Properties["Definition"] is JsonObject inline
            ? inline.ToJsonString()
            : await File.ReadAllTextAsync(Path.Combine(request.Folder, request.Needed("DefinitionUri")), cancel);
        JsonObject substitutions = request.Properties["DefinitionSubstitutions"] as JsonObject ?? [];
        return Placeholder().Replace(text, match => substitutions[match.Groups[1].Value]?.GetValue<string>()
            ?? throw new TemplateException($"{request.LogicalId}: the definition wants {match.Value}, and DefinitionSubstitutions has no {match.Groups[1].Value}; add it."));
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9]+)\}")]
    private static partial Regex Placeholder();
}
