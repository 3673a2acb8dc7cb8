using System.Text.Json.Nodes;
using IncidentResponder.Cli.Input;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Cli.Verify;

/// <summary>Checks an exported ledger and says what it found.</summary>
/// <param name="output">Where the answer goes.</param>
/// <param name="errors">Where it is said why there is none.</param>
public sealed class VerifyLedger(TextWriter output, TextWriter errors)
{
    /// <summary>Checks the file.</summary>
    /// <param name="file">The exported ledger.</param>
    /// <param name="head">The hash that the last entry must have; null when it is not known.</param>
    /// <param name="json">Answer as JSON.</param>
    /// <returns>0 when the chain holds, 1 when it does not, 2 when there is none to check.</returns>
    public int Run(FileInfo file, string? head, bool json)
    {
        if (new InputFiles(errors).Text(file.FullName, "a ledger or a report") is not { } text)
            return 2;

        switch (LedgerFile.Read(text))
        {
            case LedgerFileReading.Read read:
                var verdict = WithHead(LedgerChain.Verify(read.Entries), head);
                output.WriteLine(json ? AsJson(verdict) : AsText(verdict, read));
                return verdict is LedgerVerdict.Intact ? 0 : 1;
            case LedgerFileReading.Unreadable unreadable:
                errors.WriteLine($"{file.FullName}: {unreadable.Why}");
                return 2;
            default:
                return 2;
        }
    }

    private static LedgerVerdict WithHead(LedgerVerdict verdict, string? head) =>
        verdict is LedgerVerdict.Intact intact && head is not null && !intact.Head.Equals(head, StringComparison.OrdinalIgnoreCase)
            ? new LedgerVerdict.Broken(
                intact.Entries, $"The last entry's hash is {intact.Head}, not {head}; entries were removed from the end or added to it.")
            : verdict;

    private static string AsText(LedgerVerdict verdict, LedgerFileReading.Read read) => verdict switch
    {
        LedgerVerdict.Intact intact =>
            $"The ledger holds: {intact.Entries} entries, {read.Entries[0].At:u} to {read.Entries[^1].At:u}, the last {read.Entries[^1].Stage}/{read.Entries[^1].Kind}.{Environment.NewLine}"
            + $"head {intact.Head}",
        LedgerVerdict.Broken broken => $"The ledger is broken at entry {broken.Sequence}: {broken.Why}",
        _ => "",
    };

    private static string AsJson(LedgerVerdict verdict)
    {
        JsonObject answer = verdict switch
        {
            LedgerVerdict.Intact intact => new() { ["intact"] = true, ["entries"] = intact.Entries, ["head"] = intact.Head },
            LedgerVerdict.Broken broken => new() { ["intact"] = false, ["entry"] = broken.Sequence, ["why"] = broken.Why },
            _ => [],
        };
        return answer.ToJsonString();
    }
}
