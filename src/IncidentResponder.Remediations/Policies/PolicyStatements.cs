using System.Collections.Immutable;
using System.Text.Json;
using IncidentResponder.Core;

namespace IncidentResponder.Remediations.Policies;

/// <summary>A resource policy by its statements. What can't be read is null: then nothing is changed.</summary>
internal sealed class PolicyStatements
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly string _text;
    private readonly JsonElement _root;

    private PolicyStatements(string text, JsonElement root, AccountId owner)
    {
        (_text, _root) = (text, root);
        var statements = root.GetProperty("Statement");
        All = statements.ValueKind is JsonValueKind.Array
            ? [.. statements.EnumerateArray().Select((one, index) => PolicyStatement.Read(one, index + 1, owner))]
            : [PolicyStatement.Read(statements, 1, owner)];
        Meaning = PolicyMeaning.Of(root);
    }

    /// <summary>Every statement, in the policy's order.</summary>
    public ImmutableArray<PolicyStatement> All { get; }

    /// <summary>Those that let in somebody outside: everybody or another account.</summary>
    public IEnumerable<PolicyStatement> LettingOutsidersIn => All.Where(one => one.Audience is Audience.Public or Audience.OutsideAccount);

    /// <summary>Those of which the policy alone does not tell whom they let in.</summary>
    public IEnumerable<PolicyStatement> Unclear => All.Where(one => one.Audience is Audience.Unclear);

    /// <summary>What the policy says, however it is written.</summary>
    public string Meaning { get; }

    /// <summary>Reads a policy; null when the text is none.</summary>
    /// <param name="text">The policy, as JSON text.</param>
    /// <param name="owner">The account that owns what the policy is on.</param>
    public static PolicyStatements? Read(string? text, AccountId owner)
    {
        try
        {
            var root = text is null ? default : JsonElement.Parse(text, Strict);
            return root.ValueKind is JsonValueKind.Object && root.TryGetProperty("Statement", out _) ? new(text!, root, owner) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            // Besides what is no JSON: text with half a character in it.
            return null;
        }
    }

    /// <summary>Whether two policies say the same, however they are written; both may be absent.</summary>
    public static bool Same(string? one, string? other, AccountId owner) =>
        one == other || (Read(one, owner) is { } left && Read(other, owner) is { } right && left.Meaning == right.Meaning);

    /// <summary>The policy with a statement more, which comes last.</summary>
    /// <param name="statement">The statement, as JSON text.</param>
    public string With(string statement) => PolicyText.WithStatements(_root, [.. All.Select(one => one.Json.GetRawText()), statement]);

    /// <summary>The policy without those whom it must not let in; null when no statement is left.</summary>
    /// <param name="gone">Who is taken out. A statement that lets others in as well stays for those.</param>
    public string? Without(params IReadOnlyCollection<Audience> gone) => Without((_, principal) => gone.Contains(principal.Audience));

    /// <summary>The policy without those whom it must not let in; null when no statement is left.</summary>
    /// <param name="goes">Who is taken out of a statement. It stays for the others whom it lets in.</param>
    public string? Without(Func<PolicyStatement, PolicyPrincipal, bool> goes)
    {
        if (!All.Any(one => one.Principals.Any(principal => goes(one, principal))))
            return _text;

        var left = All.Select(one => PolicyText.Keeping(one, principal => !goes(one, principal))).OfType<string>().ToList();
        return left.Count == 0 ? null : PolicyText.WithStatements(_root, left);
    }
}
