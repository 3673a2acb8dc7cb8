using System.Collections.Immutable;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Lambda;

/// <summary>A function as it is, if it is the finding's and not the responder's.</summary>
internal static class LiveFunction
{
    private const string StackTag = "aws:cloudformation:stack-name";

    /// <summary>Reads the function, its tags and what a remediation wants of it.</summary>
    /// <param name="lambda">Lambda, in the target's account and Region.</param>
    /// <param name="target">The function.</param>
    /// <param name="state">Reads that state of it.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<Look<TState>> ReadAsync<TState>(
        IAmazonLambda lambda, RemediationTarget target, Func<FunctionConfiguration, Task<Look<TState>>> state, CancellationToken cancel)
    {
        try
        {
            var found = await lambda.GetFunctionAsync(new GetFunctionRequest { FunctionName = target.Resource.Id }, cancel);
            var tags = (found.Tags ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);
            if (Objection(target, found.Configuration, tags) is { } why)
                return new Look<TState>.Unusable(why);
            return await state(found.Configuration) is var look && look is Look<TState>.Usable usable
                ? usable with { Tags = tags, PrincipalArn = found.Configuration.Role }
                : look;
        }
        catch (ResourceNotFoundException)
        {
            return new Look<TState>.Gone($"Function {target.Resource.Id} does not exist in account {target.Resource.Account}, {target.Resource.Region}; check whether it was deleted after the finding.");
        }
    }

    private static string? Objection(RemediationTarget target, FunctionConfiguration function, ImmutableSortedDictionary<string, string> tags) => function switch
    {
        _ when function.FunctionArn != $"arn:{function.FunctionArn.Split(':')[1]}:lambda:{target.Resource.Region}:{target.Resource.Account}:function:{target.Resource.Id}" =>
            $"Lambda shows {target.Resource.Id} as {function.FunctionArn}, which is not that function of account {target.Resource.Account}, {target.Resource.Region}; act on the function itself.",
        _ when IsOwn(function.FunctionName) || IsOwn(tags.GetValueOrDefault(StackTag, "")) =>
            $"Function {function.FunctionName} is a part of the responder, which can't stop itself; have it looked at by people, from another account.",
        _ => null,
    };

    private static bool IsOwn(string name) => name.StartsWith(ResponderName.Value, StringComparison.OrdinalIgnoreCase);
}
