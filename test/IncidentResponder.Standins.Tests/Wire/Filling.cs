namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>How much of a request is set.</summary>
public enum Filling
{
    /// <summary>Only what the address is made of.</summary>
    Bare,

    /// <summary>Every collection, with nothing in it.</summary>
    Empty,

    /// <summary>Every member, every collection with two elements.</summary>
    Full,
}
