using IncidentResponder.Core.Notify;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Notify;

public sealed class FallbackMessengerTests
{
    private static readonly Notice Notice = new() { Kind = NoticeKind.Question, Subject = "A subject", Body = "A body" };
    private readonly InMemoryMessenger _mail = new();
    private readonly InMemoryMessenger _topic = new();

    private FallbackMessenger Messenger => new([new("mail", _mail), new("topic", _topic)]);

    [Theory]
    [InlineData(false, 1, 0)]
    [InlineData(true, 0, 1)]
    public async Task Send_FirstThatTakesIt_SendsAndNoOther(bool mailBroken, int mails, int topics)
    {
        _mail.Broken = mailBroken;

        await SendAsync();

        (_mail.Sent.Count, _topic.Sent.Count).ShouldBe((mails, topics));
    }

    [Fact]
    public async Task Send_AllFail_NamesEachRouteAndWhy()
    {
        (_mail.Broken, _topic.Broken) = (true, true);

        var fault = await Should.ThrowAsync<NoticeNotSentException>(SendAsync);

        fault.Message.ShouldStartWith($"The notice 'Question' of incident {Some.Incident().Id} went out by no route. By 'mail': The topic did not take");
        fault.Message.ShouldContain("By 'topic': The topic did not take");
        fault.InnerException.ShouldBeOfType<AggregateException>().InnerExceptions.Count.ShouldBe(2);
        fault.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task Send_AllFail_WaitsForTheFirstThatMayTakeIt()
    {
        FallbackMessenger messenger = new([new("a", new Pausing(90)), new("b", new Pausing(null)), new("c", new Pausing(30))]);

        var fault = await Should.ThrowAsync<NoticeNotSentException>(() => messenger.SendAsync(Some.Incident().Id, Notice, null, "High", default));

        fault.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Send_SurpriseOrCancelled_IsNotTakenForARefusal()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        FallbackMessenger messenger = new([new("a", new Waiting()), new("topic", _topic)]);

        await Should.ThrowAsync<OperationCanceledException>(() => messenger.SendAsync(Some.Incident().Id, Notice, null, "High", cancelled.Token));

        _topic.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Routes_NoneOrTwoOfOneName_AreRefused()
    {
        Should.Throw<ArgumentException>(() => new FallbackMessenger([])).Message.ShouldStartWith("There is no route");
        Should.Throw<ArgumentException>(() => new FallbackMessenger(default)).Message.ShouldStartWith("There is no route");
        Should.Throw<ArgumentException>(() => new FallbackMessenger([new("mail", _mail), new("mail", _topic)])).Message.ShouldStartWith("Two routes are named 'mail'");
    }

    private Task SendAsync() => Messenger.SendAsync(Some.Incident().Id, Notice, "ada@example.com", "High", TestContext.Current.CancellationToken);

    private sealed class Pausing(int? seconds) : IMessenger
    {
        public Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel) =>
            throw new NoticeNotSentException("Later.") { RetryAfter = seconds is { } some ? TimeSpan.FromSeconds(some) : null };
    }

    private sealed class Waiting : IMessenger
    {
        public Task SendAsync(IncidentId id, Notice notice, string? approver, string severity, CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel);
    }
}
