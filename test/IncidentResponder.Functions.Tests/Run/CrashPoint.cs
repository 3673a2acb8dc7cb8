using System.Reflection;

namespace IncidentResponder.Functions.Tests.Run;

/// <summary>
/// The process dies before or after one call to the outside; whatever it calls after that, it doesn't get there. Or it survives, and
/// only the answer to that call is lost.
/// </summary>
internal sealed class CrashPoint(int call, bool after, bool survives = false)
{
    private int _calls;

    public static CrashPoint Never => new(int.MaxValue, after: false);

    public bool Happened { get; private set; }

    public T Around<T>(Func<T> outside)
    {
        if (Happened && !survives)
            throw new ProcessDiedException();
        var mine = ++_calls == call;
        if (mine && !after)
            Die();
        var answer = outside();
        if (mine)
            Die();
        return answer;
    }

    private void Die()
    {
        Happened = true;
        throw survives ? new HttpRequestException(HttpRequestError.ResponseEnded, "The answer was lost.") : new ProcessDiedException();
    }
}

/// <summary>What a dead process's stack unwinds with, in place of the silence of a real one.</summary>
internal sealed class ProcessDiedException : Exception;

/// <summary>Puts a crash point around every method of a port.</summary>
public class Mortal<TPort> : DispatchProxy
    where TPort : class
{
    private TPort? _inner;
    private CrashPoint? _crash;

    internal static TPort Of(TPort inner, CrashPoint crash)
    {
        var port = Create<TPort, Mortal<TPort>>();
        var proxy = (Mortal<TPort>)(object)port;
        (proxy._inner, proxy._crash) = (inner, crash);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _crash!.Around(() => targetMethod!.Invoke(_inner, args));
}
