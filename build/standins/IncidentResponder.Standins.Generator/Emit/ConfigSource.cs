using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the client's configuration, and what the runtime pipeline is told of the service.</summary>
internal sealed class ConfigSource(ServiceModel service)
{
    internal string Write()
    {
        var code = CodeWriter.File();
        code.Open($"namespace {service.Namespace}");
        WriteConfig(code);
        code.Close();
        code.Open($"namespace {service.Namespace}.Internal");
        WriteInternals(code);
        code.Close();
        return code.ToString();
    }

    private void WriteConfig(CodeWriter code)
    {
        var (prefix, serviceId) = (service.Prefix, Literal.Of(service.ServiceId));
        code.Lines($$"""
            public partial class {{prefix}}Config : ClientConfig
            {
                private static readonly string userAgent = global::Amazon.Util.Internal.InternalSDKUtils.BuildUserAgentString({{serviceId}}, "4.0.0-standin");
                public {{prefix}}Config() : base(new DefaultConfigurationProvider(ConfigurationDefaults.All))
                {
                    base.ServiceId = {{serviceId}};
                    AuthenticationServiceName = {{Literal.Of(service.SigningName)}};
                    EndpointProvider = new Internal.{{prefix}}EndpointProvider();
                }
                public static new string ServiceId => {{serviceId}};
                public override string RegionEndpointServiceName => {{Literal.Of(service.EndpointPrefix)}};
                public override string ServiceVersion => {{Literal.Of(service.ApiVersion)}};
                public override string UserAgent => userAgent;
                public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
                {
                    var request = new DefaultRequest(parameters.Request, ServiceId) { AlternateEndpoint = parameters.AlternateEndpoint };
                    var context = new RequestContext(false) { ClientConfig = this, OriginalRequest = parameters.Request, Request = request };
                    return new Internal.{{prefix}}EndpointResolver().GetEndpoint(new global::Amazon.Runtime.Internal.ExecutionContext(context, null));
                }
            }
            """);
    }

    private void WriteInternals(CodeWriter code) => code.Lines($$"""
        public class {{service.Prefix}}Metadata : IServiceMetadata
        {
            public string ServiceId => {{Literal.Of(service.ServiceId)}};
            public IDictionary<string, string> OperationNameMapping => new Dictionary<string, string>(0);
        }
        public class {{service.Prefix}}AuthSchemeHandler : BaseAuthResolverHandler
        {
            protected override List<global::Amazon.Runtime.Internal.Auth.IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
                global::Amazon.Runtime.Credentials.Internal.AuthSchemeOption.DEFAULT_SIGV4;
        }
        """);
}
