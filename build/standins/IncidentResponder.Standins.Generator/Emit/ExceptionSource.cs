using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the service's exception and one under it for each error of the model.</summary>
internal sealed class ExceptionSource(ServiceModel service, TypeNames types)
{
    /// <summary>What AmazonServiceException already has: an error's member of that name stays the one of the base class.</summary>
    private static readonly HashSet<string> Inherited = new(StringComparer.OrdinalIgnoreCase)
    {
        "Message", "ErrorCode", "ErrorType", "RequestId", "StatusCode", "AmazonId2", "Retryable",
        "Data", "HelpLink", "HResult", "InnerException", "Source", "StackTrace", "TargetSite",
    };

    internal static IEnumerable<Member> OwnMembers(Shape error) => error.Members.Where(member => !Inherited.Contains(member.Name));

    internal string Write()
    {
        var code = CodeWriter.File();
        code.Open($"namespace {service.Namespace}");
        Open(code, service.Prefix + "Exception", "AmazonServiceException");
        code.Close();
        code.Close();
        code.Open($"namespace {service.Namespace}.Model");
        foreach (var error in service.Errors)
            WriteError(code, error);
        code.Close();
        return code.ToString();
    }

    private void WriteError(CodeWriter code, Shape error)
    {
        Open(code, types.ExceptionOf(error), service.Prefix + "Exception");
        foreach (var member in OwnMembers(error))
            code.Line($"public {types.TypeOf(member)} {member.PropertyName} {{ get; set; }}");
        if (error.IsRetryable)
            code.Line($"public override RetryableDetails Retryable {{ get; }} = new RetryableDetails({(error.IsThrottling ? "true" : "false")});");
        code.Close();
    }

    private static void Open(CodeWriter code, string name, string parent)
    {
        code.Open($"public partial class {name} : {parent}");
        code.Lines($$"""
            public {{name}}() { }
            public {{name}}(string message) : base(message) { }
            public {{name}}(string message, Exception innerException) : base(message, innerException) { }
            public {{name}}(Exception innerException) : base(innerException) { }
            public {{name}}(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, global::System.Net.HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
            public {{name}}(string message, ErrorType errorType, string errorCode, string requestId, global::System.Net.HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
            """);
    }
}
