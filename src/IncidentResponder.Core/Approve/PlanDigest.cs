using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ledger;

namespace IncidentResponder.Core.Approve;

/// <summary>What ties an approval to one plan: any change of a step, a call, a target or the state before gives another digest.</summary>
public static class PlanDigest
{
    /// <summary>SHA-256 over the plan's RFC 8785 form: 64 lower-case hexadecimal digits.</summary>
    public static string Of(Plan plan) => CanonicalJson.Digest(plan, CoreJson.Default.Plan);
}
