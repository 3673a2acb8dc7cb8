namespace IncidentResponder.LocalCloud.Template;

/// <summary>A resource that exists.</summary>
/// <param name="Ref">What Ref gives.</param>
/// <param name="Attributes">What GetAtt gives, by attribute.</param>
public sealed record CreatedResource(string Ref, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>A resource whose only attribute is its ARN.</summary>
    public static CreatedResource WithArn(string reference, string arn) => new(reference, new Dictionary<string, string> { ["Arn"] = arn });

    /// <summary>A resource that nothing refers to but by Ref.</summary>
    public static CreatedResource Named(string reference) => new(reference, new Dictionary<string, string>());
}
