using CsCheck;

namespace IncidentResponder.Remediations.Tests.Cloud;

/// <summary>Generates one of some values.</summary>
internal static class Among
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);
}
