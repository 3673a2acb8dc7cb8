using IncidentResponder.Core;
using IncidentResponder.Core.Approve;
using IncidentResponder.Core.Records;
namespace IncidentResponder.Functions.Run;
/// <summary>x</summary>
public sealed class SlackClicks(IIncidentRecords records, ChannelRoom room, AnswerDesk answers, UndoDesk undos, PersonalLinks links, ApproverRoll roll)
{
    /// <summary>x</summary>
    public Task DoAsync(IncidentId id, string pressed, DateTimeOffset at, CancellationToken cancel) => Task.FromResult((records, room, answers, undos, links, roll, id, pressed, at, cancel));
}
