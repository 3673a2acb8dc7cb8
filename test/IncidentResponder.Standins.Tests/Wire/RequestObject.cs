using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace IncidentResponder.Standins.Tests.Wire;

/// <summary>Makes the SDK's request objects of parameters that bear the model's names.</summary>
internal static class RequestObject
{
    internal static object Of(Type type, JsonNode value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => (string)value!,
        var flag when flag == typeof(bool) => (bool)value,
        var time when time == typeof(DateTime) => DateTime.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        var bytes when bytes == typeof(MemoryStream) => new MemoryStream(Encoding.UTF8.GetBytes((string)value!)),
        { IsPrimitive: true } numeric => Convert.ChangeType(value.GetValue<object>(), numeric, CultureInfo.InvariantCulture),
        var constant when constant.IsSubclassOf(typeof(ConstantClass)) => Activator.CreateInstance(constant, (string)value!)!,
        { IsGenericType: true } collection => value is JsonArray items ? List(collection, items) : Map(collection, value.AsObject()),
        var structure => Structure(structure, value.AsObject()),
    };

    private static object List(Type type, JsonArray items)
    {
        var list = (System.Collections.IList)Activator.CreateInstance(type)!;
        foreach (var item in items)
            list.Add(Of(type.GenericTypeArguments[0], item!));
        return list;
    }

    private static object Map(Type type, JsonObject entries)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(type)!;
        foreach (var (key, value) in entries)
            map.Add(key, Of(type.GenericTypeArguments[1], value!));
        return map;
    }

    private static object Structure(Type type, JsonObject members)
    {
        var structure = Activator.CreateInstance(type)!;
        foreach (var (name, value) in members)
        {
            var property = type.GetProperty(char.ToUpperInvariant(name[0]) + name[1..])
                ?? throw new MissingMemberException(type.FullName, name);
            property.SetValue(structure, Of(property.PropertyType, value!));
        }

        return structure;
    }
}
