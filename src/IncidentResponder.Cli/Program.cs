using IncidentResponder.Cli;
using Spectre.Console;

var terminal = Console.IsOutputRedirected ? null : AnsiConsole.Console;
return CommandLine.Create(Console.Out, Console.Error, TimeProvider.System, terminal).Parse(args).Invoke();
