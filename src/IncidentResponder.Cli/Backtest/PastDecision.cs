using IncidentResponder.Core.Decide;

namespace IncidentResponder.Cli.Backtest;

/// <summary>What a policy would have decided about one past finding.</summary>
/// <param name="File">The event's file.</param>
/// <param name="Finding">The finding's id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Account">Its account.</param>
/// <param name="Incident">The incident it opens or joins.</param>
/// <param name="Playbook">The playbook.</param>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Mode">The mode after all guards.</param>
/// <param name="Guarded">A guard lowered what the rule allows.</param>
/// <param name="Because">Why.</param>
public sealed record PastDecision(
    string File, string Finding, string Type, string Account, string Incident, string Playbook, string Rule, ResponseMode Mode, bool Guarded, string Because);
