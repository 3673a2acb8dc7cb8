using System.Security.Cryptography;

namespace IncidentResponder.Core.Approve;

/// <summary>Makes the personal links that go out in notices.</summary>
/// <param name="key">The key that seals them.</param>
/// <param name="deployment">What sets this deployment apart from others that may share the key: the name of its table.</param>
public sealed class ApprovalLinks(ILinkKey key, string deployment)
{
    /// <summary>Makes a token for one approver, one incident, one plan and one purpose.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="planDigest">The plan that the approver is shown.</param>
    /// <param name="approver">The approver's e-mail address.</param>
    /// <param name="term">Purpose, start and end.</param>
    /// <param name="cancel">Stops the wait.</param>
    public Task<string> TokenAsync(IncidentId incident, string planDigest, string approver, LinkTerm term, CancellationToken cancel)
    {
        var claims = new LinkClaims
        {
            Purpose = term.Purpose,
            Approver = approver.ToLowerInvariant(),
            LinkId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Incident = incident,
            PlanDigest = planDigest,
            IssuedAt = term.From,
            NotBefore = term.From,
            ExpiresAt = term.Until,
        };
        return SealedText.SealAsync(LinkClaimsJson.Write(claims, key.Id, deployment), key, cancel);
    }

    /// <summary>Makes the address that goes into a notice: page, incident and token.</summary>
    /// <param name="pageUrl">The page's base, "https://…" without a slash at the end.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="token">A token from <see cref="TokenAsync"/>.</param>
    public static string Address(string pageUrl, IncidentId incident, string token) => $"{pageUrl}/incidents/{incident}?t={token}";
}
