using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the function that makes the typed exception of an error answer in XML.</summary>
internal static class XmlErrors
{
    internal static void Write(CodeWriter code, ServiceModel service, TypeNames types)
    {
        code.Open("internal static AmazonServiceException Error(XmlUnmarshallerContext context, Exception inner, global::System.Net.HttpStatusCode status)");
        code.Line("var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);");
        code.Open("switch (error.Code)");
        foreach (var error in service.Errors)
        {
            code.Line($"case {Literal.Of(error.ErrorCode)}:");
            code.Line($"    return new {types.InModel(types.ExceptionOf(error))}(error.Message, inner, error.Type, error.Code, error.RequestId, status);");
        }

        code.Close();
        code.Line($"return new global::{service.Namespace}.{service.Prefix}Exception(error.Message, inner, error.Type, error.Code, error.RequestId, status);");
        code.Close();
    }
}
