using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IncidentResponder.LocalCloud.StepFunctions.Running;
using IncidentResponder.LocalCloud.StepFunctions.States;
using IncidentResponder.LocalCloud.Time;

namespace IncidentResponder.LocalCloud.StepFunctions.Api;

/// <summary>The calls about state machines.</summary>
internal sealed class MachineCalls(LocalClock clock)
{
    private readonly ConcurrentDictionary<string, Machine> machines = new();

    public Machine? Find(string arn) => machines.GetValueOrDefault(arn);

    public JsonObject Create(CallBody body)
    {
        body.RefuseUnimplemented("publish", "versionDescription", "encryptionConfiguration");
        body.Required("name");
        string name = body.Name("name")!;
        if (body.Text("type") is { } type && type != "STANDARD")
            throw new ApiFault("StateMachineTypeNotSupported", $"The type {type} is not implemented by the local cloud; use STANDARD.");
        string arn = $"arn:aws:states:{body.Region}:{body.Account}:stateMachine:{name}";
        string text = body.Required("definition");
        Machine fresh = new(arn, name, body.Arn("roleArn"), text, Read(text), clock.GetUtcNow(), clock.GetUtcNow())
        {
            Logging = body.Json["loggingConfiguration"]?.DeepClone(),
            Tracing = body.Json["tracingConfiguration"]?.DeepClone(),
        };
        Machine kept = machines.GetOrAdd(arn, fresh);
        if (kept.Text != text || kept.RoleArn != fresh.RoleArn)
            throw new ApiFault("StateMachineAlreadyExists", $"State Machine Already Exists: '{arn}'");
        return new JsonObject { ["stateMachineArn"] = arn, ["creationDate"] = Page.Time(kept.CreatedAt) };
    }

    public JsonObject Update(CallBody body)
    {
        body.RefuseUnimplemented("publish", "versionDescription", "encryptionConfiguration");
        string arn = body.Arn("stateMachineArn");
        Machine old = Find(arn) ?? throw ApiFault.NoMachine(arn);
        string[] changes = ["definition", "roleArn", "loggingConfiguration", "tracingConfiguration"];
        if (!changes.Any(body.Json.ContainsKey))
            throw new ApiFault("MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        string text = body.Text("definition") ?? old.Text;
        Machine changed = old with
        {
            Text = text,
            Definition = Read(text),
            RoleArn = body.Json.ContainsKey("roleArn") ? body.Arn("roleArn") : old.RoleArn,
            Logging = body.Json["loggingConfiguration"]?.DeepClone() ?? old.Logging,
            Tracing = body.Json["tracingConfiguration"]?.DeepClone() ?? old.Tracing,
            UpdatedAt = clock.GetUtcNow(),
            Revision = old.Revision + 1,
        };
        machines[arn] = changed;
        return new JsonObject { ["updateDate"] = Page.Time(changed.UpdatedAt), ["revisionId"] = RevisionId(changed) };
    }

    public JsonObject Describe(CallBody body)
    {
        string arn = body.Arn("stateMachineArn");
        Machine machine = Find(arn) ?? throw ApiFault.NoMachine(arn);
        JsonObject shown = Show(machine);
        shown["status"] = "ACTIVE";
        shown["type"] = "STANDARD";
        shown["creationDate"] = Page.Time(machine.CreatedAt);
        return shown;
    }

    /// <summary>The machine as an execution took it up, whatever it has become since.</summary>
    public static JsonObject DescribeFor(Execution execution)
    {
        JsonObject shown = Show(execution.Machine);
        shown["updateDate"] = Page.Time(execution.Machine.UpdatedAt);
        return shown;
    }

    public JsonObject List(CallBody body)
    {
        string here = $"arn:aws:states:{body.Region}:{body.Account}:stateMachine:";
        Machine[] all = [.. machines.Values.Where(machine => machine.Arn.StartsWith(here, StringComparison.Ordinal)).OrderBy(machine => machine.Name, StringComparer.Ordinal)];
        return Page.Answer(body, "stateMachines", here, all, machine => new JsonObject
        {
            ["stateMachineArn"] = machine.Arn,
            ["name"] = machine.Name,
            ["type"] = "STANDARD",
            ["creationDate"] = Page.Time(machine.CreatedAt),
        });
    }

    /// <summary>Deletes a machine; one that doesn't exist is deleted already. Its executions go on to their end.</summary>
    public JsonObject Delete(CallBody body)
    {
        machines.TryRemove(body.Arn("stateMachineArn"), out _);
        return [];
    }

    private static JsonObject Show(Machine machine)
    {
        JsonObject shown = new()
        {
            ["stateMachineArn"] = machine.Arn,
            ["name"] = machine.Name,
            ["definition"] = machine.Text,
            ["roleArn"] = machine.RoleArn,
            ["loggingConfiguration"] = machine.Logging?.DeepClone() ?? new JsonObject { ["level"] = "OFF", ["includeExecutionData"] = false },
            ["tracingConfiguration"] = machine.Tracing?.DeepClone() ?? new JsonObject { ["enabled"] = false },
        };
        if (machine.Revision > 0)
            shown["revisionId"] = RevisionId(machine);
        return shown;
    }

    /// <summary>Has the form of a UUID, as on AWS, and counts.</summary>
    private static string RevisionId(Machine machine) => new Guid(machine.Revision, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0).ToString();

    private static Definition Read(string text)
    {
        try
        {
            return DefinitionReader.Read(text);
        }
        catch (DefinitionFault fault)
        {
            throw new ApiFault("InvalidDefinition", $"Invalid State Machine Definition: '{fault.Message}'");
        }
    }
}
