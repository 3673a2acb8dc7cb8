using System.Collections.Immutable;
using Amazon.EC2;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>Puts one interface into groups, in place of those it has. Per interface, since the call on the instance fails with more than one.</summary>
internal static class SetGroups
{
    public static async Task OnAsync(
        IAmazonEC2 ec2, string networkInterface, ImmutableArray<string> groups, string label, IJournal journal, CancellationToken cancel) =>
        await journal.ChangeAsync("ec2:ModifyNetworkInterfaceAttribute", $"{networkInterface} groups → {string.Join(", ", groups)} ({label})",
            stop => ec2.ModifyNetworkInterfaceAttributeAsync(new() { NetworkInterfaceId = networkInterface, Groups = [.. groups] }, stop), cancel);
}
