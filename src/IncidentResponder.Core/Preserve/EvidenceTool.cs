namespace IncidentResponder.Core.Preserve;

/// <summary>The program that collects evidence.</summary>
/// <param name="CollectorArn">The ARN of the role it runs as.</param>
/// <param name="Name">Its name and version.</param>
/// <param name="Sha256">SHA-256 of its file, 64 lower-case hexadecimal digits.</param>
public sealed record EvidenceTool(string CollectorArn, string Name, string Sha256);
