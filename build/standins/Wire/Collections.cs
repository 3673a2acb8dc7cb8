using Amazon;

namespace IncidentResponder.Standins.Wire;

/// <summary>The SDK's two ways with collections: null until set, or empty from the start.</summary>
internal static class Collections
{
    /// <summary>Whether a collection is to be sent: an empty one is, unless collections are empty from the start.</summary>
    internal static bool IsSet<T>(ICollection<T>? collection) =>
        collection is not null && (collection.Count > 0 || !AWSConfigs.InitializeCollections);

    internal static List<T>? NewList<T>() => AWSConfigs.InitializeCollections ? [] : null;

    internal static Dictionary<string, T>? NewMap<T>() => AWSConfigs.InitializeCollections ? [] : null;
}
