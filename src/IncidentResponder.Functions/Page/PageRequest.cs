namespace IncidentResponder.Functions.Page;

/// <summary>A request to the page, freed from how it came.</summary>
public sealed record PageRequest
{
    /// <summary>The method, in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The incident's id as it stands in the path, unchecked.</summary>
    public required string Incident { get; init; }

    /// <summary>"code", "decision" or "undo" of a POST, unchecked; empty for the page itself.</summary>
    public string Action { get; init; } = "";

    /// <summary>The token in the address, unchecked.</summary>
    public string? Token { get; init; }

    /// <summary>The file that is asked for instead of the page, unchecked; null for the page itself.</summary>
    public string? As { get; init; }

    /// <summary>Headers; names compare without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The host by which the API was called.</summary>
    public string Host { get; init; } = "";

    /// <summary>What stands before "/incidents" in the path: "" or "/stage".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>When the request came in, by the server's clock.</summary>
    public required DateTimeOffset Now { get; init; }
}
