namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of an assembly's or a method's handlers.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method)]
public sealed class LambdaSerializerAttribute(Type serializerType) : Attribute
{
    /// <summary>The type of the serializer.</summary>
    public Type SerializerType { get; set; } = serializerType;
}
