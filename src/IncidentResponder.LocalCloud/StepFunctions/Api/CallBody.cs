using System.Text.Json.Nodes;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>A call's body, read member by member.</summary>
/// <param name="Json">The body.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Region">The region that is called.</param>
internal sealed record CallBody(JsonObject Json, string Account, string Region)
{
    private const int LongestName = 80;
    private const string NotInNames = "<>{}[]?*\"#%\\^|~`$&,;:/";

    public string? Text(string member)
    {
        JsonNode? value = Json[member];
        return value is null ? null : JsonText.AsText(value) ?? throw ApiFault.Invalid($"The member '{member}' must be a string.");
    }

    public string Required(string member) =>
        Text(member) ?? throw ApiFault.Invalid($"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null");

    public string Arn(string member)
    {
        string arn = Required(member);
        return arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : throw new ApiFault("InvalidArn", $"Invalid Arn: 'Invalid ARN prefix: {arn}'");
    }

    public string? Name(string member)
    {
        string? name = Text(member);
        if (name is null)
            return null;
        bool fits = name.Length is > 0 and <= LongestName
            && !name.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || NotInNames.Contains(letter, StringComparison.Ordinal));
        return fits ? name : throw new ApiFault("InvalidName", $"Invalid Name: '{name}'");
    }

    /// <summary>A text that may have as many bytes as a state's input or output.</summary>
    public string? Data(string member)
    {
        string? text = Text(member);
        return text is not null && JsonText.IsTooLong(text)
            ? throw ApiFault.Invalid($"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to {JsonText.MostBytes}")
            : text;
    }

    public bool Flag(string member) => JsonText.AsBoolean(Json[member]) ?? false;

    /// <summary>Refuses members whose effect the local cloud lacks, instead of passing over them.</summary>
    public void RefuseUnimplemented(params ReadOnlySpan<string> members)
    {
        foreach (string member in members)
        {
            if (Json[member] is { } value && JsonText.AsBoolean(value) is not false)
                throw ApiFault.Invalid($"The member '{member}' is not implemented by the local cloud's Step Functions; leave it out.");
        }
    }
}
