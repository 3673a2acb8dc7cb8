using IncidentResponder.Cli;

return CommandLine.Create(Console.Out, Console.Error, TimeProvider.System).Parse(args).Invoke();
