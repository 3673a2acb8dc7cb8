namespace IncidentResponder.Core.Ingest;

/// <summary>Reads how often something was seen.</summary>
internal static class CountReader
{
    /// <summary>The count, 1 when it is not stated or makes no sense.</summary>
    public static int From(JsonPlace place) => place.Number is >= 1 and <= int.MaxValue and var count ? (int)count : 1;
}
