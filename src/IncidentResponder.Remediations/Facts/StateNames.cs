using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Facts;

/// <summary>The names under which target facts hold the state that plans change.</summary>
internal static class StateNames
{
    public const string AutoScalingGroup = "Auto Scaling group";
    public const string TerminationProtection = "termination protection";
    public const string ShutdownBehaviour = "shutdown behaviour";
    public const string RootVolumeDeletion = "root volume deleted on termination";
    public const string Managed = "managed by an AWS service";
    public const string On = "on";
    public const string Off = "off";

    private const string GroupsSuffix = " groups";
    private const string AddressMark = " Elastic IP ";

    public static string GroupsOf(string networkInterface) => networkInterface + GroupsSuffix;

    public static string AddressOf(string networkInterface, string address) => networkInterface + AddressMark + address;

    /// <summary>Ids of the interfaces that may be changed.</summary>
    public static ImmutableArray<string> InterfacesIn(ImmutableSortedDictionary<string, string> state) =>
    [
        .. state.Where(entry => entry.Key.EndsWith(GroupsSuffix, StringComparison.Ordinal) && entry.Value != Managed)
            .Select(entry => entry.Key[..^GroupsSuffix.Length]),
    ];

    /// <summary>"198.51.100.7 (eipassoc-1) from eni-1" for each address.</summary>
    public static ImmutableArray<string> AddressesIn(ImmutableSortedDictionary<string, string> state) =>
    [
        .. from entry in state
           let parts = entry.Key.Split(AddressMark)
           where parts.Length == 2
           select $"{parts[1]} ({entry.Value}) from {parts[0]}",
    ];
}
