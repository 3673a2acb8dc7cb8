using IncidentResponder.Standins.Generator.Models;

namespace IncidentResponder.Standins.Generator.Emit;

/// <summary>The functions that write and read nested shapes: each is written once, when something has asked for it.</summary>
internal sealed class ShapeFunctions
{
    private readonly HashSet<(bool Writes, Shape Shape)> known = [];
    private readonly Queue<(bool Writes, Shape Shape)> asked = new();

    /// <summary>The name of the function that writes the shape.</summary>
    internal string Writer(Shape shape) => Ask(true, shape);

    /// <summary>The name of the function that reads the shape.</summary>
    internal string Reader(Shape shape) => Ask(false, shape);

    internal void Write(Action<Shape> writer, Action<Shape> reader)
    {
        while (asked.Count > 0)
        {
            var (writes, shape) = asked.Dequeue();
            (writes ? writer : reader)(shape);
        }
    }

    private string Ask(bool writes, Shape shape)
    {
        if (known.Add((writes, shape)))
            asked.Enqueue((writes, shape));
        return (writes ? "Write_" : "Read_") + shape.Name;
    }
}
