namespace IncidentResponder.Standins.Wire;

/// <summary>The token that the SDK adds to a request whose caller gave none.</summary>
internal static class IdempotencyToken
{
#pragma warning disable RS0030 // The official clients do the same; whoever needs a repeatable token sets the member.
    internal static string Next() => Guid.NewGuid().ToString();
#pragma warning restore RS0030
}
