namespace IncidentResponder.LocalCloud.Moto;

/// <summary>Python or moto is missing or doesn't start; the message says what to install.</summary>
/// <param name="message">What is missing and what to do about it.</param>
public sealed class MotoMissingException(string message) : Exception(message);
