using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.Front;

namespace IncidentResponder.LocalCloud.Template;

/// <summary>Creates a template's resources, each as soon as those that it refers to exist.</summary>
public sealed class Deployment
{
    private readonly TemplateDocument _document;
    private readonly AwsApi _api;
    private readonly string _stackName;
    private readonly FrozenDictionary<string, IResourceCreator> _creators;
    private readonly FrozenDictionary<string, TemplateResource> _resources;
    private readonly ConcurrentDictionary<string, CreatedResource> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task> _creations = new(StringComparer.Ordinal);
    private readonly Evaluator _evaluator;

    /// <summary>Makes ready to deploy; refuses what can't be deployed before anything is created.</summary>
    /// <param name="document">The template.</param>
    /// <param name="api">Calls the local cloud.</param>
    /// <param name="stackName">The stack's name, by which resources without a name of their own are named.</param>
    /// <param name="parameters">Values of parameters, in place of their defaults.</param>
    /// <param name="creators">A creator for each type of resource.</param>
    /// <exception cref="TemplateException">A type is unknown, a parameter has no value, or resources need each other.</exception>
    public Deployment(
        TemplateDocument document, AwsApi api, string stackName, IReadOnlyDictionary<string, string> parameters, IEnumerable<IResourceCreator> creators)
    {
        (_document, _api, _stackName) = (document, api, stackName);
        _creators = creators.ToFrozenDictionary(one => one.Type);
        _evaluator = new Evaluator(document, Values(parameters), _created);
        _resources = document.Resources.Where(one => one.Condition is null || _evaluator.Holds(one.Condition)).ToFrozenDictionary(one => one.LogicalId);
        foreach (TemplateResource resource in _resources.Values)
        {
            if (!_creators.ContainsKey(resource.Type))
                throw new TemplateException($"{resource.LogicalId} is a {resource.Type}, which the local cloud can't create; add a creator in LocalCloud/Template/Resources.");
        }

        RefuseCycles();
    }

    /// <summary>The resources that exist, by logical id.</summary>
    public IReadOnlyDictionary<string, CreatedResource> Created => _created;

    /// <summary>Creates everything.</summary>
    /// <exception cref="TemplateException">A resource could not be created; the message names it.</exception>
    public async Task CreateAsync(CancellationToken cancel)
    {
        foreach (TemplateResource resource in _document.Resources.Where(one => _resources.ContainsKey(one.LogicalId)))
            _ = Begin(resource.LogicalId, cancel);
        await Task.WhenAll(_creations.Values);
    }

    /// <summary>The template's outputs, evaluated.</summary>
    public IReadOnlyDictionary<string, string> Outputs() => _document.Outputs
        .Where(one => one.Value?["Condition"] is null || _evaluator.Holds(one.Value["Condition"]!.GetValue<string>()))
        .ToDictionary(one => one.Key, one => _evaluator.Of(one.Value!["Value"])?.ToString() ?? "");

    private Task Begin(string id, CancellationToken cancel)
    {
        if (!_creations.TryGetValue(id, out Task? creation))
            _creations[id] = creation = CreateOneAsync(_resources[id], [.. Needs(id).Select(need => Begin(need, cancel))], cancel);
        return creation;
    }

    private async Task CreateOneAsync(TemplateResource resource, Task[] needs, CancellationToken cancel)
    {
        await Task.WhenAll(needs);
        try
        {
            var properties = (JsonObject)_evaluator.Of(resource.Properties)!;
            var request = new ResourceRequest(resource.LogicalId, properties, _stackName, _document.Folder, _api);
            _created[resource.LogicalId] = await _creators[resource.Type].CreateAsync(request, cancel);
        }
        catch (AwsApiException refused)
        {
            throw new TemplateException($"{resource.LogicalId} ({resource.Type}) could not be created: {refused.Message}", refused);
        }
    }

    private IEnumerable<string> Needs(string id) => References.In(_resources[id].Properties)
        .Concat(_resources[id].DependsOn)
        .Distinct(StringComparer.Ordinal)
        .Where(need => need != id && _resources.ContainsKey(need));

    private void RefuseCycles()
    {
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (string id in _resources.Keys)
            Visit(id, []);

        void Visit(string id, List<string> way)
        {
            if (way.Contains(id))
                throw new TemplateException($"Resources need each other: {string.Join(" -> ", way.SkipWhile(one => one != id))} -> {id}. Break the circle.");
            if (done.Contains(id))
                return;
            way.Add(id);
            foreach (string need in Needs(id))
                Visit(need, way);
            way.RemoveAt(way.Count - 1);
            done.Add(id);
        }
    }

    private Dictionary<string, JsonNode?> Values(IReadOnlyDictionary<string, string> parameters)
    {
        Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal)
        {
            ["AWS::AccountId"] = _api.Account,
            ["AWS::Region"] = _api.Region,
            ["AWS::Partition"] = "aws",
            ["AWS::URLSuffix"] = "amazonaws.com",
            ["AWS::StackName"] = _stackName,
            ["AWS::StackId"] = $"arn:aws:cloudformation:{_api.Region}:{_api.Account}:stack/{_stackName}/local",
            ["AWS::NoValue"] = null,
        };
        foreach ((string name, JsonNode? parameter) in _document.Parameters)
        {
            JsonNode value = parameters.TryGetValue(name, out string? given) ? given : parameter?["Default"]?.DeepClone()
                ?? throw new TemplateException($"Parameter {name} has no default; give it a value in LocalCloudOptions.Parameters.");
            values[name] = parameter?["Type"]?.ToString() == "CommaDelimitedList" ? List(value.ToString()) : value;
        }

        return values;
    }

    private static JsonArray List(string text) => new([.. text.Split(',').Select(one => (JsonNode)one.Trim())]);
}
