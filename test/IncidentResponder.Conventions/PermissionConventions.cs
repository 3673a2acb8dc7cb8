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
        ["ListAccountAliases"] = [], // by a member role
        ["LookupEvents"] = [], // by a member role
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
        ["sts:TagSession"] = "AssumeRole with tags",
        ["sts:SetSourceIdentity"] = "AssumeRole with a source identity",
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
    public void MemberRolesThatChange_AreTakenByRemediateAndRollBackAlone()
    {
        var may = Deployment.Functions.Keys.Select(function => function[..^"Function".Length])
            .Where(name => Deployment.AllowedTo(name + "Role").Any(statement => statement.Actions.Contains("sts:AssumeRole") && statement.Resources.Any(one => one.EndsWith("-member-*", StringComparison.Ordinal))));

        may.ShouldBe(["Remediate", "RollBack"], ignoreOrder: true);
    }

    [Fact]
    public void Functions_None_ChangesTargetsByItself() =>
        Deployment.Functions.Keys.Select(function => function[..^"Function".Length] + "Role")
            .SelectMany(role => Deployment.AllowedTo(role).SelectMany(statement => statement.Actions).Where(Changes).Select(action => $"{role} {action}"))
            .ShouldBeEmpty();

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
        new[] { "Aws", "Functions" }.SelectMany(project => Tree.Sources("src/IncidentResponder." + project))
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
        action.Split(':')[0] is not ("dynamodb" or "kms" or "logs" or "s3" or "ses" or "sns" or "sqs" or "states" or "sts" or "xray" or "detective" or "securityhub") && !Reads(action);

    private static bool Reads(string action) => ReadVerbs.Any(verb => action.Split(':')[1].StartsWith(verb, StringComparison.Ordinal));

    [GeneratedRegex(@"\bI?Amazon\w+ (\w+)")]
    private static partial Regex Client();

    [GeneratedRegex(@"\bnew (\w+)Request\b")]
    private static partial Regex Request();
}
