namespace IncidentResponder.Standins.Tests.Calls;

/// <summary>A request as it goes over the wire; the names of its headers in any case.</summary>
internal sealed record SentRequest(string Method, Uri Address, string Body, IReadOnlyDictionary<string, string> Headers);
