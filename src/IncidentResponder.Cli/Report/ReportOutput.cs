namespace IncidentResponder.Cli.Report;

/// <summary>Where a report goes: to the terminal, or into a file.</summary>
/// <param name="output">Where answers go.</param>
/// <param name="errors">Where it is said why there is none.</param>
internal sealed class ReportOutput(TextWriter output, TextWriter errors)
{
    /// <summary>Writes it; 0 when it is written, 2 when it can't be.</summary>
    internal int Write(string report, string? file)
    {
        if (file is null)
        {
            output.Write(report.EndsWith('\n') ? report : $"{report}\n");
            return 0;
        }

        try
        {
            File.WriteAllText(file, report);
            output.WriteLine($"The report is in {file}.");
            return 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Refuse($"The report could not be written to {file}: {fault.Message} Name another file by --out.");
        }
    }

    /// <summary>Says that the table could not be read.</summary>
    internal int Unreachable(Exception fault) =>
        Refuse($"AWS refused or could not be reached: {fault.Message} Sign in to the responder's account with the right to read its table, and set AWS_REGION.");

    /// <summary>Says why there is no report.</summary>
    internal int Refuse(string why)
    {
        errors.WriteLine(why);
        return 2;
    }
}
