using Amazon.Lambda;
using Amazon.Lambda.Model;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>The policies of a function: its own, and one for each alias and version, which stay when the function's own is changed.</summary>
internal static class FunctionPolicies
{
    /// <summary>Reads all that there are.</summary>
    public static async Task<IReadOnlyList<(string? Qualifier, GetPolicyResponse Policy)>> ReadAsync(IAmazonLambda lambda, string function, CancellationToken cancel)
    {
        var found = new List<(string?, GetPolicyResponse)>();
        foreach (var qualifier in await QualifiersAsync(lambda, function, cancel))
        {
            if (await PolicyAsync(lambda, function, qualifier, cancel) is { } policy)
                found.Add((qualifier, policy));
        }

        return found;
    }

    private static async Task<IReadOnlyList<string?>> QualifiersAsync(IAmazonLambda lambda, string function, CancellationToken cancel)
    {
        var found = new List<string?> { null };
        await foreach (var page in lambda.Paginators.ListAliases(new() { FunctionName = function }).Responses.WithCancellation(cancel))
            found.AddRange((page.Aliases ?? []).Select(alias => alias.Name));
        await foreach (var page in lambda.Paginators.ListVersionsByFunction(new() { FunctionName = function }).Responses.WithCancellation(cancel))
            found.AddRange((page.Versions ?? []).Select(version => version.Version).Where(version => version != "$LATEST"));
        return found;
    }

    private static async Task<GetPolicyResponse?> PolicyAsync(IAmazonLambda lambda, string function, string? qualifier, CancellationToken cancel)
    {
        try
        {
            return await lambda.GetPolicyAsync(new GetPolicyRequest { FunctionName = function, Qualifier = qualifier }, cancel);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }
}
