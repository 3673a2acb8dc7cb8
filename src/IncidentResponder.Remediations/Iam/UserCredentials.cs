namespace IncidentResponder.Remediations.Iam;

/// <summary>What is captured of a user's credentials and put back.</summary>
/// <param name="Credentials">The credentials, by id.</param>
internal sealed record UserCredentials(IReadOnlyList<UserCredential> Credentials)
{
    /// <summary>All switched off.</summary>
    public UserCredentials SwitchedOff() => new([.. Credentials.Select(one => one.SwitchedOff())]);

    /// <summary>
    /// Which credentials have to get another status to be as wanted. What was made since is switched off: undoing, which finds it to be a
    /// drift, never comes to that.
    /// </summary>
    public IEnumerable<UserCredential> Toward(UserCredentials wanted) =>
        from one in Credentials
        let status = (wanted.Credentials.FirstOrDefault(other => other.Id == one.Id) ?? one.SwitchedOff()).Status
        where one.Status != status && (one.Status == UserCredential.Active || status == UserCredential.Active)
        select one with { Status = status };

    /// <summary>Why the captured credentials can't be put back, as a sentence; null when they can.</summary>
    /// <param name="user">The user.</param>
    /// <param name="before">What was captured.</param>
    public string? WhyNoWayBack(string user, UserCredentials before)
    {
        var gone = before.Credentials.Where(one => Credentials.All(now => now.Id != one.Id)).Select(one => $"{one.Kind} {one.Id}").ToList();
        return gone.Count == 0 ? null : $"{string.Join(", ", gone)} of user {user} was deleted since; make a new one for its workload, and switch the others on by hand.";
    }

    /// <summary>The credentials in words.</summary>
    /// <param name="user">The user.</param>
    /// <param name="kinds">What they are, when there is none.</param>
    public string Say(string user, string kinds) => Credentials.Count == 0
        ? $"User {user} has no {kinds} (IAM)."
        : $"User {user} has {string.Join(", ", Credentials.Select(one => $"{one.Kind} {one.Id} {one.Status}"))} (IAM).";
}
