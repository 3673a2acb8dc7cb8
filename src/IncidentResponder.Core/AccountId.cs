using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentResponder.Core;

/// <summary>An AWS account number: twelve digits, kept as text because of leading zeros.</summary>
[JsonConverter(typeof(AccountIdJson))]
public readonly record struct AccountId
{
    private AccountId(string value) => Value = value;

    /// <summary>The twelve digits.</summary>
    public string Value { get; }

    /// <summary>Reads an account number.</summary>
    /// <exception cref="FormatException">The text is not twelve ASCII digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account)
            ? account
            : throw new FormatException($"Account number '{text}' is not twelve digits; give it as text with its leading zeros.");

    /// <summary>Reads an account number if the text is one.</summary>
    public static bool TryParse(string? text, out AccountId account)
    {
        var valid = text is { Length: 12 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
        account = valid ? new AccountId(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

internal sealed class AccountIdJson : JsonConverter<AccountId>
{
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
