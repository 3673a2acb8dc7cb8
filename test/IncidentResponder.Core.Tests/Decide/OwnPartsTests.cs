using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class OwnPartsTests
{
    private const string Key = "1234abcd-12ab-34cd-56ef-1234567890ab";

    private static readonly OwnParts Own = new() { Stack = "incident-responder", Keys = [Key] };

    [Theory]
    [InlineData("AwsLambdaFunction", "incident-responder-DecideFunction-1A2B", null)]
    [InlineData("AwsIamRole", "r", "arn:aws:iam::111122223333:role/incident-responder-RemediateRole-1A2B")]
    [InlineData("AwsIamUser", "incident-responder-user", null)]
    [InlineData("AwsDynamoDbTable", "t", "arn:aws:dynamodb:eu-west-1:111122223333:table/incident-responder-IncidentTable-1A2B")]
    [InlineData("AwsS3Object", "o", "arn:aws:s3:::incident-responder-evidencebucket-1a2b/incidents/INC-1/finding.json")]
    [InlineData("AwsSnsTopic", "arn:aws:sns:eu-west-1:111122223333:incident-responder-NoticeTopic-1A2B", null)]
    [InlineData("AwsStepFunctionStateMachine", "s", "arn:aws:states:eu-west-1:111122223333:stateMachine:incident-responder-response")]
    [InlineData("AwsKmsKey", "k", "arn:aws:kms:eu-west-1:111122223333:key/" + Key)]
    [InlineData("AwsS3Bucket", "Incident-Responder-EvidenceBucket", null)]
    public void NamedIn_PartOfTheStack_IsItsName(string type, string id, string? arn) =>
        Own.NamedIn(Some.Finding(resource: Resource(type, id, arn)), Some.Facts()).ShouldBe(arn ?? id);

    [Theory]
    [InlineData("AwsLambdaFunction", "incident-responders-other", null)]
    [InlineData("AwsLambdaFunction", "my-incident-responder-copy", null)]
    [InlineData("AwsKmsKey", "k", "arn:aws:kms:eu-west-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab")]
    [InlineData("AwsEc2Instance", "i-0a1b2c3d4e5f67890", null)]
    public void NamedIn_OtherThing_IsNothing(string type, string id, string? arn) =>
        Own.NamedIn(Some.Finding(resource: Resource(type, id, arn)), Some.Facts()).ShouldBeNull();

    [Theory]
    [InlineData("incident-responder-NotifyRole-1A2B", null)]
    [InlineData("somebody", "AROAEXAMPLE:incident-responder-NotifyFunction-1A2B")]
    public void NamedIn_CredentialsOfAPart_IsItsName(string name, string? principalId) =>
        Own.NamedIn(Some.Finding(principal: new() { Kind = "AssumedRole", Name = name, PrincipalId = principalId }), Some.Facts()).ShouldNotBeNull();

    [Fact]
    public void NamedIn_InstanceWithAPartsRole_IsTheRole() =>
        Own.NamedIn(Some.Finding(), Some.Facts() with { PrincipalArn = "arn:aws:iam::111122223333:role/incident-responder-RollBackRole-1A2B" })
            .ShouldBe("arn:aws:iam::111122223333:role/incident-responder-RollBackRole-1A2B");

    [Fact]
    public void NamedIn_TaggedByTheStack_IsTheTarget() =>
        Own.NamedIn(Some.Finding(), Some.Facts(tags: ("aws:cloudformation:stack-name", "incident-responder"))).ShouldBe("i-0a1b2c3d4e5f67890");

    [Theory]
    [InlineData("ContainNow", "")]
    [InlineData("Ignore", "")]
    [InlineData("ContainNow", ",\"suppressions\":[{\"name\":\"s\",\"owner\":\"o@example.com\",\"why\":\"w\",\"until\":\"2027-01-01\",\"findingTypes\":[\"CryptoCurrency:*\"]}]")]
    public void Decide_OwnPart_IsToldWhateverThePolicySays(string mode, string more)
    {
        var policy = PolicyReader.Read($$$"""{"version":1,"approvers":["a@example.com"],"rules":[{"name":"all","findingTypes":["*"],"mode":"{{{mode}}}"}]{{{more}}}}""");
        var facts = Some.Facts(tags: ("aws:cloudformation:stack-name", "incident-responder"));

        var decision = new Decider(policy, PlannedRemediation.Catalogue, []) { Own = Own }.Decide(IncidentOpening.Open(Some.Finding(), Some.Moment), facts, Some.Moment);

        (decision.Mode, decision.OwnPart).ShouldBe((ResponseMode.NotifyOnly, "i-0a1b2c3d4e5f67890"));
        decision.Plan.Steps.ShouldBeEmpty();
        decision.Because.ShouldHaveSingleItem().ShouldContain("a part of the responder itself");
    }

    private static FindingResource Resource(string type, string id, string? arn) =>
        new() { Type = type, Id = id, Account = Some.Account, Region = Some.Region, Arn = arn };
}
