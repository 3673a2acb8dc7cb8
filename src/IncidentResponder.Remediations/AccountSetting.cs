using System.Text.Json.Serialization;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations;

/// <summary>A remediation that turns one setting of an account in a Region to its safe value, and back.</summary>
/// <param name="aws">The clients for the account and Region.</param>
internal abstract partial class AccountSetting(AwsClients aws) : Remediation<AccountSetting.State>(aws, AccountSettingJson.Default.State)
{
    /// <summary>What AWS calls a setting that the organization's declarative policy holds.</summary>
    private const string ByPolicy = "declarative-policy";

    /// <summary>The value that contains.</summary>
    protected abstract string SafeValue { get; }

    /// <summary>What the setting is called, for people: "Public sharing of snapshots".</summary>
    protected abstract string Name { get; }

    /// <summary>The setting's value, and who manages it where AWS says so.</summary>
    protected abstract Task<(string Value, string? ManagedBy)> ReadSettingAsync(RemediationTarget target, CancellationToken cancel);

    /// <summary>The change to a value.</summary>
    protected abstract Change Set(RemediationTarget target, string value);

    /// <inheritdoc/>
    protected override async Task<Look<State>> ReadAsync(RemediationTarget target, CancellationToken cancel)
    {
        var (value, manager) = await ReadSettingAsync(target, cancel);
        return manager is ByPolicy && value != SafeValue
            ? new Look<State>.Unusable($"{Name} in account {target.Resource.Account}, {Aws.Region}, is {value} by a declarative policy of the organization; change it there.")
            : new Look<State>.Usable(new(value));
    }

    /// <inheritdoc/>
    protected override State Contained(RemediationTarget target, State before, DateTimeOffset at) => new(SafeValue);

    /// <inheritdoc/>
    protected override IEnumerable<Change> Toward(RemediationTarget target, State now, State wanted) => now == wanted ? [] : [Set(target, wanted.Setting)];

    /// <inheritdoc/>
    protected override string Say(RemediationTarget target, State state) =>
        $"{Name} in account {target.Resource.Account}, {Aws.Region}, is {state.Setting} ({Description.Service}).";

    /// <summary>What is captured and put back.</summary>
    /// <param name="Setting">The setting's value.</param>
    internal sealed record State(string Setting);

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(State))]
    private sealed partial class AccountSettingJson : JsonSerializerContext;
}
