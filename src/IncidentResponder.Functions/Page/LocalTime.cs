using System.Globalization;
using IncidentResponder.Core.Markup;
using IncidentResponder.Core.Notify;

namespace IncidentResponder.Functions.Page;

/// <summary>Times in the time zone of the person who visits, beside UTC; UTC alone where no zone is known, or the runtime has none of that name.</summary>
internal sealed class LocalTime
{
    private readonly TimeZoneInfo? _zone;

    private LocalTime(TimeZoneInfo? zone) => _zone = zone;

    /// <summary>By the zone's IANA name.</summary>
    internal static LocalTime In(string? zone) => new(zone is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known : null);

    /// <summary>" (03:07:31 in Europe/Zurich)", with the date where it is another day there; nothing without a zone.</summary>
    internal Html Of(DateTimeOffset at)
    {
        if (_zone is null)
            return Html.Empty;
        var (utc, local) = (at.ToUniversalTime(), TimeZoneInfo.ConvertTime(at, _zone));
        var form = local.Date == utc.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss";
        return Html.Of($""" <span class="source">({local.ToString(form, CultureInfo.InvariantCulture)} in {PlainText.Of(_zone.Id, 60)})</span>""");
    }
}
