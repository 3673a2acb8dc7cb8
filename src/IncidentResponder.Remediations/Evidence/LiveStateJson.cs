using Amazon.SimpleSystemsManagement.Model;

namespace IncidentResponder.Remediations.Evidence;

/// <summary>Writes what a command brought, under SSM's own names.</summary>
internal static class LiveStateJson
{
    public static ReadOnlyMemory<byte> Write(PinnedDocument pinned, GetCommandInvocationResponse ended) => JsonPiece.Object(json =>
    {
        json.Say("CommandId", ended.CommandId);
        json.Say("InstanceId", ended.InstanceId);
        json.Say("DocumentName", pinned.Name);
        json.Say("DocumentVersion", pinned.Version);
        json.Say("DocumentHash", pinned.Sha256);
        json.Say("Status", ended.Status?.Value);
        json.Say("ResponseCode", ended.ResponseCode);
        json.Say("ExecutionStartDateTime", ended.ExecutionStartDateTime);
        json.Say("ExecutionEndDateTime", ended.ExecutionEndDateTime);
        json.Say("StandardOutputContent", ended.StandardOutputContent);
        json.Say("StandardOutputUrl", ended.StandardOutputUrl);
        json.Say("StandardErrorContent", ended.StandardErrorContent);
    });
}
