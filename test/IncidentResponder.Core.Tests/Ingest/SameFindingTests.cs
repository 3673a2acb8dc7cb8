using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Ingest;

/// <summary>A GuardDuty finding is one incident, whether GuardDuty, Security Hub or Security Hub's second version brought it.</summary>
public sealed class SameFindingTests
{
    [Theory]
    [InlineData("cryptocurrency-ec2", "ContainInstance")]
    [InlineData("unauthorized-iam-user", "ContainAccessKey")]
    public void Open_SameFindingInThreeForms_IsOneIncidentWithOneTarget(string name, string playbook)
    {
        Finding[] forms = [Sample($"guardduty-{name}"), Sample($"securityhub-{name}"), Forms.Understood($"ocsf-{name}")];

        var opened = Array.ConvertAll(forms, finding => IncidentOpening.Open(finding, Some.Moment));

        opened.ShouldAllBe(incident => incident.Id == opened[0].Id && incident.Target == opened[0].Target && incident.Playbook == playbook);
    }

    [Theory]
    [InlineData("cryptocurrency-ec2")]
    [InlineData("unauthorized-iam-user")]
    public void Read_SameFindingInOcsf_GivesTheSame(string name)
    {
        var one = Sample($"guardduty-{name}");
        var other = Forms.Understood($"ocsf-{name}");

        (other with { Resources = one.Resources, RemoteAddresses = one.RemoteAddresses, Links = one.Links }).ShouldBe(one);
        other.Resources.ShouldBe(one.Resources);
        other.RemoteAddresses.ShouldBe(one.RemoteAddresses);
        other.Links.ShouldBe(one.Links);
    }

    [Fact]
    public void Read_OcsfUnderSomebodysOwnProduct_IsNotGuardDutys()
    {
        var forged = Forms.Text("ocsf-cryptocurrency-ec2").Replace(
            "arn:aws:securityhub:eu-west-1::productv2/aws/guardduty", "arn:aws:securityhub:eu-west-1:111122223333:productv2/aws/guardduty", StringComparison.Ordinal);

        var finding = EventReader.Read(forged).Single().ShouldBeOfType<Ingested.Understood>().Finding;

        finding.Source.ShouldBe("SecurityHub");
        Playbooks.For(finding).Playbook.ShouldBe(Playbooks.NotifyOnly);
    }

    private static Finding Sample(string name) => EventReader.Read(Events.Read(name)).Single().ShouldBeOfType<Ingested.Understood>().Finding;
}
