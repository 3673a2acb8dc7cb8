using System.Text.Json;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Core.Report;

/// <summary>Writes what an OCSF event says of the findings: each finding, its techniques, and the resources and addresses that it names.</summary>
internal static class OcsfObservables
{
    private const int HostName = 1;
    private const int IpAddress = 2;
    private const int ResourceUid = 10;

    internal static void WriteFindings(Utf8JsonWriter json, IncidentRecord record)
    {
        json.WriteStartArray("finding_info_list");
        foreach (var finding in record.Findings)
        {
            json.WriteStartObject();
            json.WriteString("uid", Clean(finding.Id));
            json.WriteString("title", Clean(finding.Title));
            json.WriteString("desc", Clean(finding.Description));
            json.WriteNumber("created_time", finding.CreatedAt.ToUnixTimeMilliseconds());
            json.WriteNumber("first_seen_time", finding.Since.ToUnixTimeMilliseconds());
            json.WriteNumber("last_seen_time", finding.LastSeen.ToUnixTimeMilliseconds());
            json.WriteStartArray("types");
            json.WriteStringValue(Clean(finding.Type));
            json.WriteEndArray();
            json.WriteStartObject("product");
            json.WriteString("name", Clean(finding.Source));
            json.WriteString("vendor_name", "AWS");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteAttacks(Utf8JsonWriter json, IncidentRecord record)
    {
        var techniques = record.Findings.SelectMany(finding => finding.Techniques).Distinct(StringComparer.Ordinal).ToList();
        if (techniques.Count == 0)
            return;
        json.WriteStartArray("attacks");
        foreach (var technique in techniques)
        {
            json.WriteStartObject();
            json.WriteStartObject(technique.Contains('.', StringComparison.Ordinal) ? "sub_technique" : "technique");
            json.WriteString("uid", Clean(technique));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteObservables(Utf8JsonWriter json, IncidentRecord record)
    {
        json.WriteStartArray("observables");
        foreach (var resource in record.Findings.SelectMany(finding => finding.Resources).Prepend(record.Incident.Target).Select(NameOf).Distinct(StringComparer.Ordinal))
            Write(json, "finding_info_list.resources", ResourceUid, "Resource UID", resource);
        foreach (var address in record.Findings.SelectMany(finding => finding.RemoteAddresses).Distinct(StringComparer.Ordinal))
            Write(json, "finding_info_list.remote_addresses", IpAddress, "IP Address", address);
        foreach (var domain in record.Findings.SelectMany(finding => finding.RemoteDomains).Distinct(StringComparer.Ordinal))
            Write(json, "finding_info_list.remote_domains", HostName, "Hostname", domain);
        json.WriteEndArray();
    }

    private static string NameOf(FindingResource resource) => resource.Arn ?? resource.Id;

    private static void Write(Utf8JsonWriter json, string name, int typeId, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("type_id", typeId);
        json.WriteString("type", type);
        json.WriteString("value", Clean(value));
        json.WriteEndObject();
    }

    private static string Clean(string text) => PlainText.Of(text, OcsfIncidentFinding.LongestText);
}
