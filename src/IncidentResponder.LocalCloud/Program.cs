using IncidentResponder.LocalCloud.Respond;

return await CommandLine.Root().Parse(args).InvokeAsync();
