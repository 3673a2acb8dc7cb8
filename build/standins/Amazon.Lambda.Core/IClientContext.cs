namespace Amazon.Lambda.Core;

/// <summary>What a mobile application says of itself when it calls a function.</summary>
public interface IClientContext
{
    /// <summary>Values that the application's environment adds.</summary>
    IDictionary<string, string> Environment { get; }

    /// <summary>Values that the application adds.</summary>
    IDictionary<string, string> Custom { get; }
}
