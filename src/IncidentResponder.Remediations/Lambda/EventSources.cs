using Amazon.Lambda;
using Amazon.Lambda.Model;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>What Lambda polls to invoke a function.</summary>
internal static class EventSources
{
    /// <summary>
    /// Every mapping to the function, its aliases and versions. All of the Region are listed: asked by a function's name, Lambda does not
    /// say whether it tells those of the aliases.
    /// </summary>
    public static async Task<IReadOnlyList<EventSourceMappingConfiguration>> OfAsync(IAmazonLambda lambda, string functionArn, CancellationToken cancel)
    {
        var found = new List<EventSourceMappingConfiguration>();
        await foreach (var page in lambda.Paginators.ListEventSourceMappings(new()).Responses.WithCancellation(cancel))
        {
            found.AddRange((page.EventSourceMappings ?? []).Where(mapping =>
                mapping.FunctionArn == functionArn || mapping.FunctionArn?.StartsWith($"{functionArn}:", StringComparison.Ordinal) is true));
        }

        return found;
    }

    /// <summary>What a mapping reads, for people: the ARN of a queue or a stream, or what stands for it.</summary>
    public static string SourceOf(EventSourceMappingConfiguration mapping) => mapping.EventSourceArn ?? string.Join(", ", mapping.Topics ?? []);
}
