using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace IncidentResponder.Functions.Payloads;

/// <summary>What the HTTP API sends and gets.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class PageJson : JsonSerializerContext;
