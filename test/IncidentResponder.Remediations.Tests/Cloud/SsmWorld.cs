using System.Text.Json.Nodes;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>
/// SSM as far as evidence uses it: agents that are online or not, commands that it knows a moment late and that take a while. moto
/// knows no agents and ends every command at once. Give <see cref="Answer"/> to a call log.
/// </summary>
public sealed class SsmWorld
{
    private readonly List<JsonObject> _commands = [];
    private readonly Dictionary<string, int> _looks = [];

    /// <summary>The instances that SSM reaches.</summary>
    public HashSet<string> Online { get; } = [];

    /// <summary>What commands write.</summary>
    public string Output { get; set; } = "pid 1 init";

    /// <summary>How commands end.</summary>
    public string Status { get; set; } = "Success";

    /// <summary>How often a command is looked at before it has ended; the first look finds no command yet.</summary>
    public int LooksUntilTheEnd { get; set; } = 3;

    /// <summary>The commands that were sent, as they were sent.</summary>
    public IReadOnlyList<JsonObject> Commands => _commands;

    public string? Answer(string call, string body) => call switch
    {
        "ssm:DescribeInstanceInformation" => Agents(JsonNode.Parse(body)!["Filters"]![0]!["Values"]![0]!.GetValue<string>()),
        "ssm:ListCommandInvocations" => Sent(JsonNode.Parse(body)!["InstanceId"]!.GetValue<string>()),
        "ssm:SendCommand" => Send(JsonNode.Parse(body)!.AsObject()),
        "ssm:GetCommandInvocation" => Look(JsonNode.Parse(body)!["CommandId"]!.GetValue<string>()),
        _ => null,
    };

    private static string IdOf(int number) => $"11111111-2222-3333-4444-{number:d12}";

    private string Agents(string instance) => Online.Contains(instance)
        ? $$"""{"InstanceInformationList":[{"InstanceId":"{{instance}}","PingStatus":"Online"}]}"""
        : """{"InstanceInformationList":[]}""";

    private string Sent(string instance) => new JsonObject
    {
        ["CommandInvocations"] = new JsonArray([.. _commands.Index().Where(one => one.Item["InstanceIds"]![0]!.GetValue<string>() == instance)
            .Select(one => new JsonObject { ["CommandId"] = IdOf(one.Index), ["Comment"] = one.Item["Comment"]!.GetValue<string>() })]),
    }.ToJsonString();

    private string Send(JsonObject command)
    {
        _commands.Add(command);
        return $$$"""{"Command":{"CommandId":"{{{IdOf(_commands.Count - 1)}}}"}}""";
    }

    private string Look(string id)
    {
        var looks = _looks[id] = _looks.GetValueOrDefault(id) + 1;
        return looks == 1
            ? """{"__type":"InvocationDoesNotExist"}"""
            : new JsonObject { ["CommandId"] = id, ["Status"] = looks < LooksUntilTheEnd ? "InProgress" : Status, ["ResponseCode"] = 0, ["StandardOutputContent"] = looks < LooksUntilTheEnd ? "" : Output }.ToJsonString();
    }
}
