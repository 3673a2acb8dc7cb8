using System.Text.Json;

namespace IncidentResponder.Channels.ServiceNow;

/// <summary>Where ServiceNow incidents are made.</summary>
public sealed record ServiceNowSettings
{
    /// <summary>The instance: "https://example.service-now.com".</summary>
    public required Uri Instance { get; init; }

    /// <summary>The user that writes; it needs the role "itil" or its like.</summary>
    public required string User { get; init; }

    /// <summary>That user's password.</summary>
    public required string Password { get; init; }

    /// <summary>The resolution code with which an incident is resolved once nobody need act; null to leave its state to people.</summary>
    public string? CloseCode { get; init; }

    /// <summary>The group that gets them, by name or sys_id; null to leave it to the instance's rules.</summary>
    public string? AssignmentGroup { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">They cannot be used; the sentence says why.</exception>
    public static ServiceNowSettings Parse(JsonElement json)
    {
        SettingsReader reader = new(json, "serviceNow");
        ServiceNowSettings settings = new()
        {
            Instance = reader.Site("instance", "the instance alone, like \"https://example.service-now.com\","),
            User = reader.User("user", "the name of the user that writes"),
            Password = reader.Text("password", "that user's password"),
            CloseCode = reader.OptionalText("closeCode", "a resolution code as the instance spells it"),
            AssignmentGroup = reader.OptionalText("assignmentGroup", "a group's name or sys_id"),
        };
        reader.End();
        return settings;
    }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => "ServiceNow settings (not shown)";
}
