using System.Text.RegularExpressions;
using IncidentResponder.Conventions.Reading;

namespace IncidentResponder.Conventions;

/// <summary>Least privilege: who may do what, read from the template.</summary>
public sealed partial class PermissionConventions
{
    // In a key's own policy "*" means that key.
    private const string Key = "AWS::KMS::Key";

    // Operations whose IAM action has another name, or which need none.
    private static readonly Dictionary<string, string[]> ActionsOf = new()
    {
        ["TransactWriteItems"] = ["PutItem", "UpdateItem"],
        ["GetObjectMetadata"] = ["GetObject"],
        ["ListObjectsV2"] = ["ListBucket"],
        ["GetCallerIdentity"] = [],
    };

    // Rights that no call of the product's own names.
    private static readonly Dictionary<string, string> Implied = new()
    {
        ["s3:ListBucket"] = "S3 answers 404, not 403, for a key that is not there",
        ["ec2:CreateTags"] = "tags given to what is being made",
        ["lambda:InvokeFunction"] = "Step Functions invokes",
        ["s3:PutObjectRetention"] = "PutObject with a lock",
        ["sqs:ReceiveMessage"] = "Lambda polls",
        ["sqs:DeleteMessage"] = "Lambda polls",
        ["sqs:GetQueueAttributes"] = "Lambda polls",
        ["sqs:SendMessage"] = "EventBridge delivers",
        ["sts:AssumeRole"] = "a service takes its role",
    };

    // Services whose rights are used by other services on the product's behalf.
    private static readonly string[] BehindTheScenes = ["kms", "logs", "xray"];

    private static readonly string[] ReadVerbs = ["Describe", "Get", "List", "Lookup"];

    [Fact]
    public void Allows_None_HasAWildcardAction() =>
        Deployment.Statements.Where(statement => statement.Allows && statement.Actions.Any(action => action.Contains('*', StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Allows_OnEveryResource_AreListedWithAReason()
    {
        var unscoped = Deployment.Statements
            .Where(statement => statement.Allows && statement.OwnerType != Key && statement.Resources.Contains("*"))
            .SelectMany(statement => statement.Actions);
        var listed = Tree.Read("build/checks/unscoped-actions.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();

        listed.ShouldAllBe(line => line.Length == 2);
        unscoped.Distinct().ShouldBe(listed.Select(line => line[0]), ignoreOrder: true);
    }

    [Fact]
    public void Functions_Each_HasARoleOfItsOwn()
    {
        var roles = Deployment.Functions.ToDictionary(function => function.Key, function => Json.TextOf(function.Value["Role"]));

        roles.Where(pair => pair.Value != pair.Key[..^"Function".Length] + "Role").ShouldBeEmpty();
        roles.Values.ShouldBeUnique();
    }

    [Fact]
    public void Changes_OutsideTheStack_AreOnlyRemediatesAndRollBacks()
    {
        var may = Deployment.Functions.Keys.Select(function => function[..^"Function".Length])
            .Where(name => Deployment.AllowedTo(name + "Role").SelectMany(statement => statement.Actions).Any(Changes));

        may.ShouldBe(["Remediate", "RollBack"], ignoreOrder: true);
    }

    [Fact]
    public void Preserve_Changes_AreSnapshotsAndTheirTags() =>
        Deployment.AllowedTo("PreserveRole").SelectMany(statement => statement.Actions)
            .Where(action => action.StartsWith("ec2:", StringComparison.Ordinal) && !Reads(action))
            .ShouldBe(["ec2:CreateSnapshots", "ec2:CreateTags"], ignoreOrder: true);

    [Fact]
    public void ChangeTargets_Refusals_CoverTheStacksOwnPartsAndNothingTheRecordNeeds()
    {
        var refused = Deployment.Statements.Where(statement => statement.Owner == "ChangeTargets" && !statement.Allows)
            .SelectMany(statement => statement.Actions).ToList();

        refused.ShouldContain("iam:*");
        refused.ShouldContain("lambda:*");
        refused.ShouldContain("ec2:ModifyNetworkInterfaceAttribute");
        refused.Intersect(Deployment.Statements.Where(statement => statement.Owner == "RecordAccess").SelectMany(statement => statement.Actions)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Facts", "DecideRole")]
    [InlineData("Facts", "RemediateRole")]
    [InlineData("Evidence", "PreserveRole")]
    [InlineData("Ec2", "RemediateRole")]
    [InlineData("Ec2", "RollBackRole")]
    [InlineData("Iam", "RemediateRole")]
    [InlineData("Iam", "RollBackRole")]
    public void Remediations_EachDeclaredPermission_IsGranted(string folder, string role)
    {
        var granted = Deployment.AllowedTo(role).SelectMany(statement => statement.Actions).ToHashSet();
        var declared = Tree.Sources("src/IncidentResponder.Remediations/" + folder)
            .SelectMany(source => Permission().Matches(source.Text)).Select(match => match.Groups[1].Value).ToHashSet();

        declared.ShouldNotBeEmpty();
        declared.Except(granted).ShouldBeEmpty();
    }

    // ReadTargets must know every place where the code reads, so a new folder of Remediations needs a line above.
    [Fact]
    public void Remediations_EachFolderThatDeclares_IsChecked() =>
        Tree.Sources("src/IncidentResponder.Remediations").Where(source => Permission().IsMatch(source.Text)).Select(source => source.Path.Split('/')[2])
            .Distinct().Except(["Ec2", "Iam", "Facts", "Evidence"]).ShouldBeEmpty();

    [Fact]
    public void Operations_EachThatTheCodeCalls_IsGranted()
    {
        var granted = Deployment.Statements.Where(statement => statement.Allows).SelectMany(statement => statement.Actions)
            .Select(action => action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToHashSet();
        Called.SelectMany(operation => ActionsOf.GetValueOrDefault(operation, [operation])).Where(action => !granted.Contains(action)).ShouldBeEmpty();
    }

    [Fact]
    public void Allows_EachAction_IsUsed()
    {
        var used = Called.SelectMany(operation => ActionsOf.GetValueOrDefault(operation, [operation])).ToHashSet();

        Deployment.Statements.Where(statement => statement.Allows).SelectMany(statement => statement.Actions).Distinct()
            .Where(action => !Implied.ContainsKey(action) && !BehindTheScenes.Contains(action.Split(':')[0]) && !used.Contains(action.Split(':')[1]))
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Called =>
        new[] { "Aws", "Remediations", "Functions" }.SelectMany(project => Tree.Sources("src/IncidentResponder." + project))
            .SelectMany(source => OperationsIn(source.Text)).Distinct();

    // What is called on a client that the file names, and every request it makes.
    private static IEnumerable<string> OperationsIn(string source)
    {
        var calls = Client().Matches(source).Select(client => client.Groups[1].Value).Distinct()
            .SelectMany(name => Regex.Matches(source, $@"\b{name}\s*\.\s*(?:(\w+)Async|Paginators\s*\.\s*(\w+))\("))
            .Select(call => call.Groups[1].Success ? call.Groups[1].Value : call.Groups[2].Value);
        return calls.Concat(Request().Matches(source).Select(match => match.Groups[1].Value));
    }

    private static bool Changes(string action) =>
        action.Split(':')[0] is "ec2" or "iam" or "autoscaling" && !Reads(action) && action is not ("ec2:CreateSnapshots" or "ec2:CreateTags");

    private static bool Reads(string action) => ReadVerbs.Any(verb => action.Split(':')[1].StartsWith(verb, StringComparison.Ordinal));

    [GeneratedRegex("\"((?:ec2|iam|autoscaling):[A-Z][A-Za-z]+)\"")]
    private static partial Regex Permission();

    [GeneratedRegex(@"\bI?Amazon\w+ (\w+)")]
    private static partial Regex Client();

    [GeneratedRegex(@"\bnew (\w+)Request\b")]
    private static partial Regex Request();
}
