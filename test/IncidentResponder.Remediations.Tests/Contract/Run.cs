using IncidentResponder.Core.Remediate;
using IncidentResponder.Core.RollBack;
using IncidentResponder.Core.Verify;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Contract;

/// <summary>Runs a remediation on a target as the stages do: the first capture is kept, whatever comes later.</summary>
public sealed class Run
{
    private readonly RemediationTarget _target;

    public Run(Moto moto, RemediationTarget target, Func<AwsClients, IRemediation> make)
    {
        _target = target;
        It = make(Clients.For(moto, Log));
    }

    public IRemediation It { get; }

    public RemediationTarget Target => _target;

    public CallLog Log { get; } = new();

    public Notebook Book { get; } = new();

    public PriorState? Prior { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<Captured> CaptureAsync()
    {
        var captured = await It.CaptureAsync(_target, Cancel);
        if (captured is Captured.State state)
            Prior ??= new() { Remediation = It.Description.Id, Target = _target.Resource.Id, CapturedAt = DateTimeOffset.UnixEpoch, State = state.Json };
        return captured;
    }

    public async Task<Applied> ApplyAsync()
    {
        await CaptureAsync();
        return await It.ApplyAsync(_target, Prior!, Book, Cancel);
    }

    public Task<Verification> VerifyAsync() => It.VerifyAsync(_target, Prior!, Cancel);

    public Task<Restored> RollBackAsync() => It.RollBackAsync(_target, Prior!, Book, Cancel);

    /// <summary>Crashes at a changing call counted from here on; false when there was no such call.</summary>
    public async Task<bool> CrashesAsync<T>(int call, bool after, Func<Task<T>> act)
    {
        (Log.CrashAt, Log.CrashAtChanges, Log.CrashAfter) = (Log.Changes.Length + call, true, after);
        try
        {
            await act();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
        finally
        {
            Log.CrashAt = null;
        }
    }
}
