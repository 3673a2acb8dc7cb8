using System.Collections.Immutable;

namespace IncidentResponder.LocalCloud.Front;

/// <summary>
/// Lets tests and reports see every AWS call: before it is made, and after it took effect but before its caller is told.
/// A callback that gives a response replaces the call's own: before, the call isn't made; after, it has been.
/// </summary>
public sealed class CallObserver
{
    private ImmutableList<Func<LocalRequest, CancellationToken, Task<LocalResponse?>>> _before = [];
    private ImmutableList<Func<LocalRequest, int, CancellationToken, Task<LocalResponse?>>> _after = [];

    /// <summary>Calls back before each call until the result is disposed.</summary>
    /// <param name="callback">Gives null to let the call pass.</param>
    public IDisposable Before(Func<LocalRequest, CancellationToken, Task<LocalResponse?>> callback)
    {
        ImmutableInterlocked.Update(ref _before, static (all, one) => all.Add(one), callback);
        return new Removal(() => ImmutableInterlocked.Update(ref _before, static (all, one) => all.Remove(one), callback));
    }

    /// <summary>Calls back after each call until the result is disposed; the number is the HTTP status it had.</summary>
    /// <param name="callback">Gives null to let the answer pass.</param>
    public IDisposable After(Func<LocalRequest, int, CancellationToken, Task<LocalResponse?>> callback)
    {
        ImmutableInterlocked.Update(ref _after, static (all, one) => all.Add(one), callback);
        return new Removal(() => ImmutableInterlocked.Update(ref _after, static (all, one) => all.Remove(one), callback));
    }

    internal async Task<LocalResponse?> TellBeforeAsync(LocalRequest request, CancellationToken cancel)
    {
        foreach (Func<LocalRequest, CancellationToken, Task<LocalResponse?>> callback in _before)
        {
            if (await callback(request, cancel) is { } answer)
                return answer;
        }

        return null;
    }

    internal async Task<LocalResponse?> TellAfterAsync(LocalRequest request, int status, CancellationToken cancel)
    {
        foreach (Func<LocalRequest, int, CancellationToken, Task<LocalResponse?>> callback in _after)
        {
            if (await callback(request, status, cancel) is { } answer)
                return answer;
        }

        return null;
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
