using System.Collections.Immutable;

namespace IncidentResponder.LocalCloud.StepFunctions;

/// <summary>Those who follow executions live.</summary>
internal sealed class Followers
{
    private ImmutableList<Follower> all = [];

    public IDisposable Add(Action<ExecutionMoment> tell)
    {
        Follower follower = new(this, tell);
        ImmutableInterlocked.Update(ref all, (list, added) => list.Add(added), follower);
        return follower;
    }

    public void Tell(ExecutionMoment moment)
    {
        foreach (Follower follower in all)
            follower.Tell(moment);
    }

    private sealed class Follower(Followers followers, Action<ExecutionMoment> tell) : IDisposable
    {
        public void Tell(ExecutionMoment moment) => tell(moment);

        public void Dispose() => ImmutableInterlocked.Update(ref followers.all, (list, gone) => list.Remove(gone), this);
    }
}
