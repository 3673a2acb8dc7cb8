using IncidentResponder.Core.Records;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Records;

/// <summary>The counter of other tests holds the same promises as the one that ships.</summary>
public sealed class InMemoryChangeCountTests : ChangeCountContract
{
    protected override IChangeCount Count { get; } = new InMemoryChangeCount();
}
