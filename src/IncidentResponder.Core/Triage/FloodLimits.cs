namespace IncidentResponder.Core.Triage;

/// <summary>
/// How many incidents are opened one by one before the rest goes into a digest. Nobody reads, let alone answers, more than a handful of
/// questions at night: by the usual limits the burst of a flood, one critical finding in it, is twenty messages at the most.
/// </summary>
public sealed record FloodLimits
{
    /// <summary>For each account and type of finding.</summary>
    public Rate PerAccountAndType { get; init; } = new(3, 6);

    /// <summary>For all together.</summary>
    public Rate All { get; init; } = new(5, 12);

    /// <summary>For what is urgent, which the other limits do not hold up: critical findings, and those about the responder itself.</summary>
    public Rate Critical { get; init; } = new(5, 30);

    /// <summary>The buckets that an incident takes a token from, each with its rate.</summary>
    public IEnumerable<(string Name, Rate Rate)> BucketsFor(Incident incident) => incident.Urgent
        ? [("critical", Critical)]
        : [($"{incident.Finding.Account} {incident.Finding.Type}", PerAccountAndType), ("all", All)];
}
