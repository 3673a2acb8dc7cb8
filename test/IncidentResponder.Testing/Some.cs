using System.Collections.Immutable;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.Core.Ingest;
using IncidentResponder.Core.Triage;

namespace IncidentResponder.Testing;

/// <summary>Builds domain records for tests: name what matters to the test, the rest is a plain mining instance.</summary>
public static class Some
{
    /// <summary>AWS's first documentation account.</summary>
    public static AccountId Account { get; } = AccountId.Parse("111122223333");

    /// <summary>The Region that everything is in.</summary>
    public const string Region = "eu-west-1";

    /// <summary>The moment at which everything begins.</summary>
    public static DateTimeOffset Moment { get; } = new(2026, 1, 14, 2, 7, 31, TimeSpan.Zero);

    /// <summary>An instance.</summary>
    public static FindingResource Instance(string id = "i-0a1b2c3d4e5f67890") => new()
    {
        Type = "AwsEc2Instance",
        Id = id,
        Account = Account,
        Region = Region,
        Arn = $"arn:aws:ec2:{Region}:{Account}:instance/{id}",
    };

    /// <summary>An access key.</summary>
    public static FindingResource AccessKey(string id = "AKIAIOSFODNN7EXAMPLE") => new()
    {
        Type = "AwsIamAccessKey",
        Id = id,
        Account = Account,
        Region = Region,
    };

    /// <summary>A user with a long-term key.</summary>
    public static FindingPrincipal User(string name = "build-bot", string key = "AKIAIOSFODNN7EXAMPLE") => new()
    {
        Kind = "IAMUser",
        Name = name,
        PrincipalId = "AIDACKCEVSQ6C2EXAMPLE",
        AccessKeyId = key,
    };

    /// <summary>A GuardDuty finding about a mining instance.</summary>
    public static Finding Finding(
        string type = "CryptoCurrency:EC2/BitcoinTool.B",
        Severity severity = Severity.High,
        ResourceRole role = ResourceRole.Actor,
        FindingResource? resource = null,
        FindingPrincipal? principal = null) => new()
        {
            Id = "4cb5a629e9757b650d102f683cdbcd7b",
            Source = "GuardDuty",
            SecurityHubId = $"arn:aws:guardduty:{Region}:{Account}:detector/06b01209ca77b0865dd973df0355fc1e/finding/4cb5a629e9757b650d102f683cdbcd7b",
            ProductArn = $"arn:aws:securityhub:{Region}::product/aws/guardduty",
            Type = type,
            Title = "The EC2 instance is querying an IP address that is associated with Bitcoin-related activity.",
            Account = Account,
            Region = Region,
            Severity = severity,
            Resources = [resource ?? Instance()],
            Principal = principal,
            Role = role,
            RemoteAddresses = ["198.51.100.7"],
            CreatedAt = Moment,
            LastSeen = Moment.AddMinutes(4),
        };

    /// <summary>A GuardDuty finding about a user's access key.</summary>
    public static Finding KeyFinding(string type = "UnauthorizedAccess:IAMUser/MaliciousIPCaller", string user = "build-bot") =>
        Finding(type, Severity.Medium, ResourceRole.Target, AccessKey(), User(user));

    /// <summary>An incident opened by a finding, with an id that says nothing.</summary>
    public static Incident Incident(Finding? finding = null, string playbook = "ContainInstance", string id = "INC-20260114-8c1f0a2b9d3e4f50")
    {
        var about = finding ?? Finding();
        return new()
        {
            Id = IncidentId.Parse(id),
            Finding = about,
            Playbook = playbook,
            Target = about.Resources[0],
            Most = playbook == Playbooks.NotifyOnly ? ResponseMode.NotifyOnly : ResponseMode.ContainNow,
            OpenedAt = Moment.AddMinutes(5),
        };
    }

    /// <summary>Facts about a live target.</summary>
    public static TargetFacts Facts(bool exists = true, params (string Key, string Value)[] tags) => new()
    {
        Exists = exists,
        Tags = tags.ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value),
        Summary = ["VPC vpc-0a1b2c3d (EC2)"],
        State = ImmutableSortedDictionary<string, string>.Empty.Add("eni-0a1b2c3d groups", "sg-0a1b2c3d"),

        // No load balancer sends to it by itself, and it has no role.
        NeedsNo = ["Elb/DeregisterTarget i-0a1b2c3d4e5f67890", "Iam/RevokeInstanceCredentials i-0a1b2c3d4e5f67890"],
    };
}
