using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Paths;

namespace IncidentResponder.LocalCloud.StepFunctions.Expressions;

/// <summary>What may stand behind a name that ends in <c>.$</c>: a path or an intrinsic function.</summary>
internal abstract record Expression(string Text)
{
    /// <param name="scope">What paths are read from.</param>
    /// <param name="field">The field that the expression is for, named when a path finds nothing.</param>
    /// <exception cref="StatesFault">A path finds nothing, or a function cannot be applied.</exception>
    public abstract JsonNode? Evaluate(Scope scope, string field);

    public sealed record Literal(string Text, JsonNode? Value) : Expression(Text)
    {
        public override JsonNode? Evaluate(Scope scope, string field) => Value;
    }

    public sealed record At(JsonPath Path) : Expression(Path.Text)
    {
        public override JsonNode? Evaluate(Scope scope, string field) =>
            Path.TryRead(scope, out JsonNode? value)
                ? value
                : throw new StatesFault(
                    StatesFault.Runtime,
                    $"The JSONPath '{Path.Text}' specified for the field '{field}' could not be found in the input '{JsonText.Write(scope.Input)}'");
    }

    public sealed record Call(string Text, Intrinsic Function, IReadOnlyList<Expression> Arguments) : Expression(Text)
    {
        public override JsonNode? Evaluate(Scope scope, string field)
        {
            JsonNode?[] values = [.. Arguments.Select(argument => argument.Evaluate(scope, field))];
            try
            {
                return Function.Apply(values);
            }
            catch (SyntaxFault fault)
            {
                throw new StatesFault(StatesFault.IntrinsicFailure, $"{Text} specified for the field '{field}' failed: {fault.Message}");
            }
        }
    }
}
