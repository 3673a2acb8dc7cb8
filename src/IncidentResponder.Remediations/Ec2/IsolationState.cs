using System.Collections.Immutable;

namespace IncidentResponder.Remediations.Ec2;

/// <summary>The interfaces of an instance as they were before isolation.</summary>
/// <param name="Interfaces">By device index.</param>
internal sealed record IsolationState(ImmutableArray<NetworkInterfaceState> Interfaces);
