using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the client, its interface and the base class of its requests.</summary>
internal sealed class ClientSource(ServiceModel service, TypeNames types)
{
    private const string Credentials = "AWSCredentials credentials";
    private const string Keys = "string awsAccessKeyId, string awsSecretAccessKey";
    private const string Suppression =
        "[global::System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(\"AssemblyLoadTrimming\", \"IL2026\", Justification = \"Only this client's own types are made.\")]";

    private readonly string prefix = service.Prefix;

    private string Factory => types.InModel($"I{service.BaseName}PaginatorFactory");

    internal string Write()
    {
        var code = CodeWriter.File();
        code.Open($"namespace {service.Namespace}");
        WriteInterface(code);
        code.Line($"public partial class {prefix}Request : AmazonWebServiceRequest {{ }}");
        code.Open($"public partial class {prefix}Client : AmazonServiceClient, I{prefix}");
        WriteConstructors(code);
        WritePipeline(code);
        foreach (var operation in service.Operations)
            WriteOperation(code, operation);
        code.Close();
        code.Close();
        return code.ToString();
    }

    private void WriteInterface(CodeWriter code)
    {
        code.Open($"public partial interface I{prefix} : IAmazonService, IDisposable");
        if (service.Paginators.Count > 0)
            code.Line($"{Factory} Paginators {{ get; }}");
        foreach (var operation in service.Operations)
            code.Line(Signature(operation) + ";");
        code.Lines($$"""
            Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);
            {{Suppression}}
            static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {{prefix}}Config();
            {{Suppression}}
            static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
            {
                if (clientConfig is not {{prefix}}Config config)
                    throw new AmazonClientException("ClientConfig is not of type {{prefix}}Config to create {{prefix}}Client");
                return awsCredentials == null ? new {{prefix}}Client(config) : new {{prefix}}Client(awsCredentials, config);
            }
            """);
        code.Close();
    }

    private void WriteConstructors(CodeWriter code)
    {
        code.Line($"public {prefix}Client() : base(new {prefix}Config()) {{ }}");
        code.Line($"public {prefix}Client(RegionEndpoint region) : base(new {prefix}Config {{ RegionEndpoint = region }}) {{ }}");
        code.Line($"public {prefix}Client({prefix}Config config) : base(config) {{ }}");
        WriteConstructors(code, Credentials, "credentials");
        WriteConstructors(code, Keys, "awsAccessKeyId, awsSecretAccessKey");
        WriteConstructors(code, Keys + ", string awsSessionToken", "awsAccessKeyId, awsSecretAccessKey, awsSessionToken");
    }

    private void WriteConstructors(CodeWriter code, string parameters, string arguments)
    {
        code.Line($"public {prefix}Client({parameters}) : this({arguments}, new {prefix}Config()) {{ }}");
        code.Line($"public {prefix}Client({parameters}, RegionEndpoint region) : this({arguments}, new {prefix}Config {{ RegionEndpoint = region }}) {{ }}");
        code.Line($"public {prefix}Client({parameters}, {prefix}Config clientConfig) : base({arguments}, clientConfig) {{ }}");
    }

    private void WritePipeline(CodeWriter code)
    {
        code.Lines($$"""
            private static readonly IServiceMetadata serviceMetadata = new Internal.{{prefix}}Metadata();
            protected override IServiceMetadata ServiceMetadata => serviceMetadata;
            protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
            {
                pipeline.RemoveHandler<global::Amazon.Runtime.Internal.EndpointResolver>();
                pipeline.AddHandlerAfter<global::Amazon.Runtime.Internal.Marshaller>(new Internal.{{prefix}}EndpointResolver());
                pipeline.AddHandlerAfter<global::Amazon.Runtime.Internal.Marshaller>(new Internal.{{prefix}}AuthSchemeHandler());
            }
            protected override void Dispose(bool disposing) => base.Dispose(disposing);
            public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
                Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
            """);
        if (service.Paginators.Count == 0)
            return;
        code.Line($"private {Factory} paginators;");
        code.Line($"public {Factory} Paginators => paginators ??= new {types.InModel($"{service.BaseName}PaginatorFactory")}(this);");
    }

    private void WriteOperation(CodeWriter code, Operation operation) => code.Lines($$"""
        public virtual {{Signature(operation)}} =>
            InvokeAsync<{{types.InModel(operation.ResponseName)}}>(request, new InvokeOptions
            {
                RequestMarshaller = Internal.{{operation.Name}}RequestMarshaller.Instance,
                ResponseUnmarshaller = Internal.{{operation.Name}}ResponseUnmarshaller.Instance,
            }, cancellationToken);
        """);

    private string Signature(Operation operation) =>
        $"Task<{types.InModel(operation.ResponseName)}> {operation.Name}Async({types.InModel(operation.RequestName)} request, CancellationToken cancellationToken = default)";
}
