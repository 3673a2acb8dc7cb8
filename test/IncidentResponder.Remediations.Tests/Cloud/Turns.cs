namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>One at a time.</summary>
internal static class Turns
{
    public static T Do<T>(this Lock turn, Func<T> act)
    {
        lock (turn)
            return act();
    }
}
