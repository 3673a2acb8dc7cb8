using System.Text.Json.Nodes;
using IncidentResponder.Conventions.Reading;
using IncidentResponder.Testing;

namespace IncidentResponder.Conventions;

/// <summary>What the roles that enter accounts may do, read from the generated template.</summary>
public sealed class MemberAccountConventions
{
    // What a managed policy may be long, and an inline one of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    private const int LongestManagedPolicy = 6144;
    private const int LongestRolePolicy = 10_240;

    private static readonly JsonObject Resources = YamlAsJson.Read(Repository.PathOf("src/member-account.yaml"))["Resources"]!.AsObject();

    private static IEnumerable<string> Roles => Resources.Where(resource => resource.Value!["Type"]!.ToString() == "AWS::IAM::Role").Select(resource => resource.Key);

    [Fact]
    public void Roles_EachThatChanges_HasRefusalsThatWinOverEveryAllow()
    {
        var changing = Roles.Except(["ReadRole", "EvidenceRole"]).ToList();

        changing.Count.ShouldBeGreaterThan(10);
        changing.ShouldAllBe(role => Resources[role]!["Properties"]!["ManagedPolicyArns"]!.ToJsonString().Contains("Never", StringComparison.Ordinal));
    }

    [Fact]
    public void Roles_Each_HasABoundaryOfItsOwnActions() =>
        Roles.Where(role => !ActionsOf(Resources[role[..^"Role".Length] + "Boundary"]).ToHashSet().SetEquals(ActionsOf(Resources[role]!["Properties"]!["Policies"]))).ShouldBeEmpty();

    [Fact]
    public void Roles_None_AllowsAWildcardAction() =>
        Roles.SelectMany(role => ActionsOf(Resources[role]!["Properties"]!["Policies"])).Where(action => action.Contains('*', StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Roles_None_ReadsSecrets() =>
        Roles.SelectMany(role => ActionsOf(Resources[role]!["Properties"]!["Policies"]))
            .Intersect(["secretsmanager:GetSecretValue", "kms:Decrypt", "ssm:GetParameter", "s3:GetObject"]).ShouldBeEmpty();

    // Whoever may send any document runs what he likes on every instance.
    [Fact]
    public void SendCommand_Evidence_IsOfTheNamedDocumentAlone()
    {
        var sending = Roles.SelectMany(role => Json.ObjectsIn(Resources[role]!["Properties"]!["Policies"]!))
            .Where(found => found.ContainsKey("Action") && Json.ListOf(found["Action"]).Select(Json.TextOf).Contains("ssm:SendCommand")).ToList();

        Json.ListOf(sending.ShouldHaveSingleItem()["Resource"]).Select(Json.TextOf).ShouldBe(
            ["arn:${AWS::Partition}:ssm:*:${AWS::AccountId}:document/${LiveStateDocument}", "arn:${AWS::Partition}:ec2:*:${AWS::AccountId}:instance/*"]);
    }

    [Fact]
    public void Refusals_CoverWhatCannotBeUndone() =>
        new[] { "ec2:TerminateInstances", "iam:DeleteUser", "iam:DeleteRole", "s3:DeleteBucket", "kms:ScheduleKeyDeletion", "secretsmanager:DeleteSecret", "sts:AssumeRole" }
            .Except(ActionsOf(Resources["Never"])).ShouldBeEmpty();

    [Fact]
    public void Policies_Each_IsNoLongerThanIamTakes()
    {
        foreach (var (name, resource) in Resources)
        {
            var policies = resource!["Properties"]!["Policies"] ?? resource["Properties"]!["PolicyDocument"];
            policies!.ToJsonString().Length.ShouldBeLessThan(resource["Type"]!.ToString() == "AWS::IAM::Role" ? LongestRolePolicy : LongestManagedPolicy, name);
        }
    }

    private static IEnumerable<string> ActionsOf(JsonNode? policy) =>
        Json.ObjectsIn(policy!).Where(found => found.ContainsKey("Action")).SelectMany(statement => Json.ListOf(statement["Action"])).Select(Json.TextOf);
}
