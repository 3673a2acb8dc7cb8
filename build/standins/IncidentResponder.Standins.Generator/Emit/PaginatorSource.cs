using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>Writes the paginators, by which <c>client.Paginators.ListX(request).Responses</c> walks all pages.</summary>
internal sealed class PaginatorSource(ServiceModel service, TypeNames types)
{
    internal string Write()
    {
        var code = CodeWriter.File();
        if (service.Paginators.Count == 0)
            return code.ToString();
        code.Open($"namespace {service.Namespace}.Model");
        WriteFactory(code);
        foreach (var paginator in service.Paginators)
        {
            WriteInterface(code, paginator);
            WriteClass(code, paginator);
        }

        code.Close();
        return code.ToString();
    }

    private void WriteFactory(CodeWriter code)
    {
        var factory = service.BaseName + "PaginatorFactory";
        code.Open($"public partial interface I{factory}");
        foreach (var name in service.Paginators.Select(paginator => paginator.Operation.Name))
            code.Line($"I{name}Paginator {name}({name}Request request);");
        code.Close();
        code.Open($"internal sealed class {factory}(I{service.Prefix} client) : I{factory}");
        foreach (var name in service.Paginators.Select(paginator => paginator.Operation.Name))
            code.Line($"public I{name}Paginator {name}({name}Request request) => new {name}Paginator(client, request);");
        code.Close();
    }

    private void WriteInterface(CodeWriter code, Paginator paginator)
    {
        code.Open($"public partial interface I{paginator.Operation.Name}Paginator");
        code.Line($"IPaginatedEnumerable<{paginator.Operation.ResponseName}> Responses {{ get; }}");
        foreach (var list in paginator.ResultLists)
            code.Line($"IPaginatedEnumerable<{ElementOf(list)}> {list.PropertyName} {{ get; }}");
        code.Close();
    }

    private void WriteClass(CodeWriter code, Paginator paginator)
    {
        var (name, response) = (paginator.Operation.Name, paginator.Operation.ResponseName);
        code.Open($"internal sealed class {name}Paginator(I{service.Prefix} client, {name}Request request) : IPaginator<{response}>, I{name}Paginator");
        code.Line("private int used;");
        code.Line($"public IPaginatedEnumerable<{response}> Responses => new PaginatedResponse<{response}>(this);");
        foreach (var list in paginator.ResultLists)
            code.Line($"public IPaginatedEnumerable<{ElementOf(list)}> {list.PropertyName} => new PaginatedResultKeyResponse<{response}, {ElementOf(list)}>(this, static page => page.{list.PropertyName} ?? new List<{ElementOf(list)}>());");
        WriteWalk(code, paginator);
        code.Close();
    }

    private static void WriteWalk(CodeWriter code, Paginator paginator)
    {
        var (name, response) = (paginator.Operation.Name, paginator.Operation.ResponseName);
        code.Lines($$"""
            async IAsyncEnumerable<{{response}}> IPaginator<{{response}}>.PaginateAsync([global::System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
            {
                if (Interlocked.Exchange(ref used, 1) != 0)
                    throw new InvalidOperationException("A paginator can be walked once: ask the client for another.");
                var token = request.{{paginator.InputToken}};
                do
                {
                    request.{{paginator.InputToken}} = token;
                    var response = await client.{{name}}Async(request, cancellationToken).ConfigureAwait(false);
                    token = response.{{paginator.OutputToken}};
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return response;
                }
                while (!string.IsNullOrEmpty(token));
            }
            """);
    }

    private string ElementOf(Member list) => types.TypeInCollection(list.Shape.Element.Shape);
}
