using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Records;
using IncidentResponder.Core.SignIn;

namespace IncidentResponder.Functions.Page;

/// <summary>All that a page of the list is rendered from.</summary>
internal sealed record ListView
{
    /// <summary>The incidents, latest first.</summary>
    internal required ImmutableArray<IncidentRecord> Records { get; init; }

    /// <summary>Those that wait for an answer of the person who looks.</summary>
    internal required ImmutableHashSet<IncidentId> Waiting { get; init; }

    /// <summary>The first UTC day that is shown.</summary>
    internal required DateOnly From { get; init; }

    /// <summary>The last UTC day that is shown.</summary>
    internal required DateOnly Until { get; init; }

    /// <summary>How many more incidents these days have.</summary>
    internal int More { get; init; }

    /// <summary>Who looks.</summary>
    internal required Session Session { get; init; }

    /// <summary>What stands before "/incidents" in addresses.</summary>
    internal required string Home { get; init; }

    /// <summary>When.</summary>
    internal required DateTimeOffset Now { get; init; }
}
