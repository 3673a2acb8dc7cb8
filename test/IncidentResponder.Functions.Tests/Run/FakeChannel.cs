using IncidentResponder.Core.Notify;
using IncidentResponder.Core.Records;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>A place that shows one line an incident, unless it is down.</summary>
internal sealed class FakeChannel(string name) : IChannel
{
    public string Name => name;

    public NoticeNotSentException? Down { get; set; }

    public List<string> Shown { get; } = [];

    public Task<ChannelPost?> ShowAsync(IncidentRecord record, ChannelPost? before, DateTimeOffset now, CancellationToken cancel)
    {
        if (Down is not null)
            throw Down;

        var text = Standing.Of(record).Sentence;
        if (before?.Shown == text)
            return Task.FromResult<ChannelPost?>(before);

        Shown.Add(text);
        return Task.FromResult<ChannelPost?>(new() { Channel = name, Address = "post-1", Shown = text, At = now });
    }
}
