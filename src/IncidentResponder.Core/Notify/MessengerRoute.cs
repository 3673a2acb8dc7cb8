namespace IncidentResponder.Core.Notify;

/// <summary>One way to people, by name.</summary>
/// <param name="Name">The name that the ledger and errors give it: "mail", "topic".</param>
/// <param name="Messenger">Sends.</param>
public sealed record MessengerRoute(string Name, IMessenger Messenger);
