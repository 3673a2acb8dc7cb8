using System.Collections.Immutable;
using IncidentResponder.Aws.Notify;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Notify;
namespace IncidentResponder.Functions.Run;
/// <summary>x</summary>
public sealed class ChannelRoom(ChannelSecret? secret, People people)
{
    internal People P => people;
    internal ChannelSecret? S => secret;
    internal Task<ImmutableArray<IChannel>> ChannelsAsync(CancellationToken cancel) => Task.FromResult(ImmutableArray<IChannel>.Empty);
}
