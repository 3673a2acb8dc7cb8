using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Makes the SDK name the operation of each call in a header: some protocols show it only in the path.</summary>
internal static class OperationName
{
    public const string Header = "x-operation";

    public static void TellInHeader() => RuntimePipelineCustomizerRegistry.Instance.Register(new Teller());

    private sealed class Teller : IRuntimePipelineCustomizer
    {
        public string UniqueName => nameof(OperationName);

        public void Customize(Type type, RuntimePipeline pipeline) => pipeline.AddHandlerAfter<Marshaller>(new Handler());
    }

    private sealed class Handler : PipelineHandler
    {
        public override void InvokeSync(IExecutionContext executionContext)
        {
            Tell(executionContext);
            base.InvokeSync(executionContext);
        }

        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            Tell(executionContext);
            return base.InvokeAsync<T>(executionContext);
        }

        private static void Tell(IExecutionContext context)
        {
            var name = context.RequestContext.OriginalRequest.GetType().Name;
            context.RequestContext.Request.Headers[Header] = name[..^"Request".Length];
        }
    }
}
