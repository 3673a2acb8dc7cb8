using System.Collections.Immutable;
using Amazon.Runtime;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Remediations.Facts;

/// <summary>Collects facts while they are read, one source at a time: a source that refuses leaves a named gap, not a failure.</summary>
internal sealed class FactSheet
{
    private readonly ImmutableArray<string>.Builder _summary = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _gaps = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableSortedDictionary<string, string>.Builder _state = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();

    /// <summary>Whether anybody can reach the target; null when that is not known or no question.</summary>
    public bool? Exposed { get; set; }

    /// <summary>The groups that the target serves in.</summary>
    public List<ServingGroup> Serving { get; } = [];

    /// <summary>Why it is not known which groups depend on the target; empty when it is.</summary>
    public string ServingGap { get; set; } = "";

    /// <summary>Adds a line for people.</summary>
    public void Say(string line) => _summary.Add(line);

    /// <summary>Adds a state that the plan would change.</summary>
    public void Hold(string name, string value) => _state[name] = value;

    /// <summary>Reads from a source; the default of its type, and a gap, when AWS refuses.</summary>
    public async Task<T?> ReadAsync<T>(string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException refused)
        {
            _gaps.Add($"{what} could not be read: {refused.ErrorCode}.");
            return default;
        }
    }

    /// <summary>
    /// Reads what only policies ask about; the default of its type, and an unknown with the reason for people, when AWS refuses.
    /// </summary>
    public async Task<T?> ReadForPolicyAsync<T>(string path, string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException refused)
        {
            _unknown.Add(path);
            Say($"{what} could not be read: {refused.ErrorCode}.");
            return default;
        }
    }

    /// <summary>The facts of a target that is not there, or is not the finding's.</summary>
    public TargetFacts Missing(string? objection) => new()
    {
        Exists = false,
        Gaps = objection is null ? _gaps.ToImmutable() : [objection, .. _gaps],
    };

    /// <summary>The facts of a target that is.</summary>
    public TargetFacts Found(ImmutableSortedDictionary<string, string> tags, string? principal) => new()
    {
        Exists = true,
        Tags = tags,
        Summary = _summary.ToImmutable(),
        State = _state.ToImmutable(),
        PrincipalArn = principal,
        Exposed = Exposed,
        Serving = [.. Serving],
        ServingGap = ServingGap,
        Unknown = _unknown.ToImmutable(),
        Gaps = _gaps.ToImmutable(),
    };
}
