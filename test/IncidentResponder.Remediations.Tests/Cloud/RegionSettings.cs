using System.Text.Json;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>The settings of an account in a Region that moto lacks, kept and answered as AWS does.</summary>
public sealed class RegionSettings
{
    /// <summary>The block of public snapshots.</summary>
    public string Snapshots { get; set; } = "unblocked";

    /// <summary>The block of public images.</summary>
    public string Images { get; set; } = "unblocked";

    /// <summary>Access to serial consoles: "true" or "false".</summary>
    public string SerialConsole { get; set; } = "true";

    /// <summary>Public sharing of documents: value and status.</summary>
    public (string Value, string Status) Documents { get; set; } = ("Enable", "Default");

    /// <summary>Who manages the settings of EC2: "account" or "declarative-policy".</summary>
    public string ManagedBy { get; set; } = "account";

    /// <summary>All of it, as one text to compare.</summary>
    public override string ToString() => $"snapshots {Snapshots}, images {Images}, serial console {SerialConsole}, documents {Documents}, managed by {ManagedBy}";

    /// <summary>Answers a call about a setting.</summary>
    public string? Answer(string call, string body) => call switch
    {
        "ec2:GetSnapshotBlockPublicAccessState" => Xml(call, $"<state>{Snapshots}</state><managedBy>{ManagedBy}</managedBy>"),
        "ec2:EnableSnapshotBlockPublicAccess" => Xml(call, $"<state>{Snapshots = Parameter(body, "State")}</state>"),
        "ec2:DisableSnapshotBlockPublicAccess" => Xml(call, $"<state>{Snapshots = "unblocked"}</state>"),
        "ec2:GetImageBlockPublicAccessState" => Xml(call, $"<imageBlockPublicAccessState>{Images}</imageBlockPublicAccessState><managedBy>{ManagedBy}</managedBy>"),
        "ec2:EnableImageBlockPublicAccess" => Xml(call, $"<imageBlockPublicAccessState>{Images = Parameter(body, "ImageBlockPublicAccessState")}</imageBlockPublicAccessState>"),
        "ec2:DisableImageBlockPublicAccess" => Xml(call, $"<imageBlockPublicAccessState>{Images = "unblocked"}</imageBlockPublicAccessState>"),
        "ec2:GetSerialConsoleAccessStatus" => Xml(call, $"<serialConsoleAccessEnabled>{SerialConsole}</serialConsoleAccessEnabled><managedBy>{ManagedBy}</managedBy>"),
        "ec2:EnableSerialConsoleAccess" => Xml(call, $"<serialConsoleAccessEnabled>{SerialConsole = "true"}</serialConsoleAccessEnabled>"),
        "ec2:DisableSerialConsoleAccess" => Xml(call, $"<serialConsoleAccessEnabled>{SerialConsole = "false"}</serialConsoleAccessEnabled>"),
        "ssm:GetServiceSetting" => Setting(),
        "ssm:UpdateServiceSetting" => Update(JsonElement.Parse(body).GetProperty("SettingValue").GetString()!),
        "ssm:ResetServiceSetting" => Reset(),
        _ => null,
    };

    private static string Xml(string call, string inner) => $"<{call[4..]}Response><requestId>1</requestId>{inner}</{call[4..]}Response>";

    private static string Parameter(string body, string name) =>
        Uri.UnescapeDataString(body.Split('&').Single(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);

    private string Setting() => $$$"""{"ServiceSetting":{"SettingId":"/ssm/documents/console/public-sharing-permission","SettingValue":"{{{Documents.Value}}}","Status":"{{{Documents.Status}}}"}}""";

    private string Update(string value)
    {
        Documents = (value, "Customized");
        return "{}";
    }

    private string Reset()
    {
        Documents = ("Enable", "Default");
        return Setting();
    }
}
