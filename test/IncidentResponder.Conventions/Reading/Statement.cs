using System.Collections.Immutable;

namespace IncidentResponder.Conventions.Reading;

/// <summary>One statement of one policy of the template.</summary>
/// <param name="Owner">The logical id of the resource whose policy it is.</param>
/// <param name="OwnerType">That resource's type.</param>
/// <param name="Effect">Allow or Deny.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">What they are allowed on, references written as logical ids; empty in a trust policy.</param>
internal sealed record Statement(
    string Owner, string OwnerType, string Effect, ImmutableArray<string> Actions, ImmutableArray<string> Resources)
{
    public bool Allows => Effect == "Allow";
}
