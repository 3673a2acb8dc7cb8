using System.Text.Json.Nodes;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Tests.Cloud;
using IncidentResponder.Remediations.Tests.Contract;

namespace IncidentResponder.Remediations.Tests.Evidence;

public sealed class AccessKeyEvidenceTests(Moto moto)
{
    [Fact]
    public async Task Collect_AccessKey_SealsItsUserAndPolicies()
    {
        const string policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
        var world = await IamWorld.WithUserAsync(moto, "evidence-user");
        await world.PutPolicyAsync("admin", policy);
        var (log, shelf, target) = (new CallLog(), new EvidenceShelf(), Scene.Key(world.Keys[0], world.User));

        var items = await new AccessKeyEvidence(Clients.For(moto, log).Iam, shelf)
            .CollectAsync(target.Incident, target.Resource, target.Principal, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        items.Length.ShouldBe(2);
        items.ShouldAllBe(item => item.Gap.Length == 0);
        ((string?)JsonNode.Parse(shelf.Files["01-user.json"])!["AccessKeys"]![0]!["AccessKeyId"]).ShouldBe(world.Keys[0]);
        ((string?)JsonNode.Parse(shelf.Files["02-policies.json"])!["Inline"]!["admin"]).ShouldBe(policy);
        AccessKeyEvidence.Permissions.ShouldBe(log.Permissions);
    }
}
