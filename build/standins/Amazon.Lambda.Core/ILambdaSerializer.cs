namespace Amazon.Lambda.Core;

/// <summary>Reads what a function is given and writes what it answers.</summary>
public interface ILambdaSerializer
{
    /// <summary>Reads a request.</summary>
    T Deserialize<T>(Stream requestStream);

    /// <summary>Writes a response.</summary>
    void Serialize<T>(T response, Stream responseStream);
}
