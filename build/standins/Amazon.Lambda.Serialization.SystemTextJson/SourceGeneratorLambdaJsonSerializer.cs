using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// Reads and writes JSON by a source-generated context, with the official options: names are read whatever their case,
/// nulls are left out.
/// </summary>
/// <typeparam name="TSGContext">The context, which knows the types of requests and responses.</typeparam>
public class SourceGeneratorLambdaJsonSerializer<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSGContext>
    : ILambdaSerializer
    where TSGContext : JsonSerializerContext
{
    private readonly TSGContext context;

    /// <summary>Makes the context with the official options.</summary>
    public SourceGeneratorLambdaJsonSerializer()
        : this(null)
    {
    }

    /// <summary>Makes the context with the official options, changed by <paramref name="customizer"/>.</summary>
    public SourceGeneratorLambdaJsonSerializer(Action<JsonSerializerOptions>? customizer)
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNameCaseInsensitive = true,
        };
        customizer?.Invoke(options);
        var constructor = typeof(TSGContext).GetConstructor([typeof(JsonSerializerOptions)])
            ?? throw new JsonSerializerException($"{typeof(TSGContext).Name} has no constructor that takes JsonSerializerOptions: make it a partial JsonSerializerContext.");
        context = (TSGContext)constructor.Invoke([options]);
    }

    /// <inheritdoc />
    public T Deserialize<T>(Stream requestStream)
    {
        var type = TypeOf<T>();
        try
        {
            return JsonSerializer.Deserialize(requestStream, type)!;
        }
        catch (JsonException invalid)
        {
            throw new JsonSerializerException($"The request is not the JSON of a {typeof(T).FullName}: {invalid.Message}", invalid);
        }
    }

    /// <inheritdoc />
    public void Serialize<T>(T response, Stream responseStream) => JsonSerializer.Serialize(responseStream, response, TypeOf<T>());

    private JsonTypeInfo<T> TypeOf<T>() => context.GetTypeInfo(typeof(T)) as JsonTypeInfo<T>
        ?? throw new JsonSerializerException($"{typeof(TSGContext).Name} does not know {typeof(T).FullName}: add [JsonSerializable(typeof({typeof(T).Name}))] to it.");
}
