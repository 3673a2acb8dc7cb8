using IncidentResponder.Functions;

// Lambda says by _HANDLER which of the functions in this one executable is meant.
using var bootstrap = Composition.For(Environment.GetEnvironmentVariable("_HANDLER"), Environment.GetEnvironmentVariable);
await bootstrap.RunAsync();
