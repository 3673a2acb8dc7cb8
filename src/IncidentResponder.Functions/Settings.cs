using System.Collections.Immutable;
using System.Globalization;
using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;

namespace IncidentResponder.Functions;

/// <summary>What the template tells a function by its environment. All that is missing is named at once.</summary>
public sealed class Settings
{
    private readonly ImmutableDictionary<string, string> _values;

    private Settings(ImmutableDictionary<string, string> values) => _values = values;

    /// <summary>Reads the variables that a handler needs.</summary>
    /// <param name="handler">The handler, for the message.</param>
    /// <param name="needed">The names of its variables.</param>
    /// <param name="read">Where they come from: <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <exception cref="InvalidOperationException">Some are missing.</exception>
    public static Settings Read(string handler, IEnumerable<string> needed, Func<string, string?> read)
    {
        var values = needed.ToImmutableDictionary(name => name, name => read(name) ?? "", StringComparer.Ordinal);
        var missing = values.Where(one => string.IsNullOrWhiteSpace(one.Value)).Select(one => one.Key).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? new(values)
            : throw new InvalidOperationException($"Function {handler} lacks the environment variable{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}; set them in template.yaml.");
    }

    /// <summary>A variable that was asked for.</summary>
    public string this[string name] => _values[name];

    /// <summary>A variable that was asked for, as a number of days from 1 to 36,500.</summary>
    /// <exception cref="InvalidOperationException">It is no such number.</exception>
    public TimeSpan Days(string name) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 36_500
            ? TimeSpan.FromDays(days)
            : throw new InvalidOperationException($"{name} is '{this[name]}', not a number of days from 1 to 36500; set it in template.yaml.");

    /// <summary>The account of an ARN.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public AccountId AccountOf(string name) =>
        Arn.TryParse(this[name], out var arn) && AccountId.TryParse(arn.Account, out var account)
            ? account
            : throw new InvalidOperationException($"{name} is '{this[name]}', not an ARN with an account; set it in template.yaml.");
}
