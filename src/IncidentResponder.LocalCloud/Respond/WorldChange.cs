namespace IncidentResponder.LocalCloud.Respond;

/// <summary>One thing that differs between two moments.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Before">Its value before; "—" when it was not there.</param>
/// <param name="After">Its value after; "—" when it is not there.</param>
public sealed record WorldChange(string Name, string Before, string After);
