using System.Net.Http.Headers;
using System.Text.Json;

namespace IncidentResponder.Channels.ServiceNow;

/// <summary>The calls of ServiceNow's Table API that are needed, on the table "incident".</summary>
internal sealed class ServiceNowTable(ChannelHttp http, ServiceNowSettings settings)
{
    internal const string Channel = "servicenow";

    private readonly AuthenticationHeaderValue _credentials = BasicCredentials.Of(settings.User, settings.Password);

    /// <summary>The sys_id of the oldest incident with the correlation id; null when there is none.</summary>
    /// <param name="correlation">The incident's id: letters, digits and '-', none of which a query reads as an operator.</param>
    /// <param name="cancel">Stops the wait.</param>
    internal async Task<string?> FindAsync(string correlation, CancellationToken cancel)
    {
        var reply = await SendAsync(HttpMethod.Get, $"?sysparm_query=correlation_id={correlation}%5EORDERBYsys_created_on&sysparm_fields=sys_id&sysparm_limit=1", null, cancel).ConfigureAwait(false);
        var found = ChannelReply.Items(reply, "result").Take(1).ToArray();
        return found.Length == 0 ? null : ChannelReply.Key(Channel, ChannelReply.Text(found[0], "sys_id"));
    }

    /// <summary>Makes an incident and returns its sys_id.</summary>
    internal async Task<string> CreateAsync(string incident, CancellationToken cancel)
    {
        var reply = await SendAsync(HttpMethod.Post, "?sysparm_fields=sys_id", incident, cancel).ConfigureAwait(false);
        return ChannelReply.Key(Channel, reply.TryGetProperty("result", out var made) ? ChannelReply.Text(made, "sys_id") : null);
    }

    /// <summary>Changes an incident.</summary>
    internal Task UpdateAsync(string key, string changes, CancellationToken cancel) => SendAsync(HttpMethod.Patch, $"/{key}?sysparm_fields=sys_id", changes, cancel);

    private async Task<JsonElement> SendAsync(HttpMethod method, string rest, string? json, CancellationToken cancel)
    {
        Uri address = new(settings.Instance, $"/api/now/table/incident{rest}");
        var request = json is null ? new HttpRequestMessage(method, address) : ChannelHttp.Json(method, address, json);
        request.Headers.Authorization = _credentials;
        request.Headers.Accept.Add(new("application/json"));
        return ChannelReply.Read(Channel, await http.SendAsync(Channel, request, cancel).ConfigureAwait(false));
    }
}
