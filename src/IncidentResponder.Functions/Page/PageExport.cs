namespace IncidentResponder.Functions.Page;

/// <summary>A file that the page gives instead of itself.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="FileName">The name under which it is kept: letters, digits, "-" and "." only.</param>
/// <param name="Content">Its bytes.</param>
public sealed record PageExport(string ContentType, string FileName, ReadOnlyMemory<byte> Content);
