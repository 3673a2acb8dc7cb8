using IncidentResponder.Core;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Contract;

/// <summary>A part of the world with one target in it.</summary>
public sealed record Scene
{
    /// <summary>What is acted on.</summary>
    public required RemediationTarget Target { get; init; }

    /// <summary>Reads all that the remediation may touch, as a text to compare.</summary>
    public required Func<Task<string>> LookAsync { get; init; }

    /// <summary>Changes the target as somebody else would, after it was contained.</summary>
    public Func<Task> DriftAsync { get; init; } = () => Task.CompletedTask;

    /// <summary>Answers calls in moto's place, for what moto lacks; see <see cref="CallLog.Answer"/>.</summary>
    public Func<string, string, string?>? Answer { get; init; }

    public static RemediationTarget Of(string type, string id, string incident = "INC-20260114-8c1f0a2b9d3e4f50") =>
        new(IncidentId.Parse(incident), Resource(type, id), null);

    public static RemediationTarget Instance(string id, string incident = "INC-20260114-8c1f0a2b9d3e4f50") =>
        new(IncidentId.Parse(incident), Resource("AwsEc2Instance", id), null);

    public static RemediationTarget Key(string id, string? user = null, string incident = "INC-20260114-8c1f0a2b9d3e4f50") =>
        new(IncidentId.Parse(incident), Resource("AwsIamAccessKey", id), new() { Kind = "IAMUser", Name = user, AccessKeyId = id });

    public static RemediationTarget User(string name, string incident = "INC-20260114-8c1f0a2b9d3e4f50") =>
        new(IncidentId.Parse(incident), Resource("AwsIamUser", name), new() { Kind = "IAMUser", Name = name });

    public static FindingResource Resource(string type, string id, string account = Moto.Account) =>
        new() { Type = type, Id = id, Account = AccountId.Parse(account), Region = Moto.Region };
}
