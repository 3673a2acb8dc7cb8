using System.Reflection;
using System.Runtime.CompilerServices;
using IncidentResponder.Conventions.Reading;
using IncidentResponder.Core;

namespace IncidentResponder.Conventions;

/// <summary>Core is data in, data out.</summary>
public sealed class CoreConventions
{
    private static readonly Assembly Core = typeof(Stage).Assembly;

    [Fact]
    public void Core_References_AreOnlyOfSystem() =>
        Core.GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Core_Project_NamesNoPackageAndNoProject()
    {
        var project = Tree.Read("src/IncidentResponder.Core/IncidentResponder.Core.csproj");

        project.ShouldNotContain("PackageReference");
        project.ShouldNotContain("ProjectReference");
    }

    [Fact]
    public void Core_PublicTypes_HaveNoSettableProperty() =>
        Core.GetExportedTypes().SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(IsSettable).Select(property => $"{property.DeclaringType!.Name}.{property.Name}").ShouldBeEmpty();

    [Fact]
    public void Core_PublicTypes_HaveNoMutableField() =>
        Core.GetExportedTypes().SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsSpecialName).Select(field => $"{field.DeclaringType!.Name}.{field.Name}").ShouldBeEmpty();

    [Fact]
    public void Core_NoType_KeepsStaticState() =>
        Core.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Where(field => !typeof(System.Text.Json.Serialization.JsonSerializerContext).IsAssignableFrom(field.DeclaringType))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}").ShouldBeEmpty();

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } set
        && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
