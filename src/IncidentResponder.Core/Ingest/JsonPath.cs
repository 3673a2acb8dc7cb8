namespace IncidentResponder.Core.Ingest;

/// <summary>The way to a value, kept as its steps: every member that is asked for has one, and only a fault's is ever written out.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _from;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? from, string? name, int index) => (_from, _name, _index) = (from, name, index);

    /// <summary>A way that begins with this text.</summary>
    public static JsonPath At(string start) => new(null, start, 0);

    /// <summary>On to a member.</summary>
    public static JsonPath To(JsonPath? from, string member) => new(from ?? At(""), member, 0);

    /// <summary>On to an item.</summary>
    public static JsonPath To(JsonPath? from, int item) => new(from ?? At(""), null, item);

    /// <inheritdoc/>
    public override string ToString() => (_from, _name) switch
    {
        (null, _) => _name ?? "",
        (_, null) => $"{_from}[{_index}]",
        _ => $"{_from}.{_name}",
    };
}
