namespace IncidentResponder.Functions.SignIn;

/// <summary>The provider can't be used now. The message says why, and holds nothing secret.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
