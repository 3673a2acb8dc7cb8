using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Remediate;

namespace IncidentResponder.Remediations;

/// <summary>A remediation that can read by itself what people have to know before they approve it.</summary>
public interface IPreviewed
{
    /// <summary>Reads the target: its state, its tags, and how far a containment reaches. Makes no change.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">AWS refused.</exception>
    Task<TargetFacts> PreviewAsync(RemediationTarget target, CancellationToken cancel);
}
