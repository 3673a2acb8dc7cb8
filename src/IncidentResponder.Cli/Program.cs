using IncidentResponder.Cli;

return CommandLine.Create(Console.Out, Console.Error).Parse(args).Invoke();
