using System.Collections.Immutable;
using System.Text;
using IncidentResponder.Aws.Decide;
using IncidentResponder.Core.Remediate;
using IncidentResponder.Remediations.Evidence;
using IncidentResponder.Remediations.Facts;

namespace IncidentResponder.Cli.Generated;

/// <summary>
/// The roles by which the responder enters an account: one to read, one for evidence, one a service that changes that service's
/// resources and no other's. Made from what the remediations declare, and what they declare is tested to be what they call.
/// </summary>
internal static class MemberAccountTemplate
{
    /// <summary>The template, as YAML.</summary>
    /// <param name="powers">Every remediation.</param>
    /// <param name="collectors">Everything that collects evidence.</param>
    public static string Of(ImmutableArray<RemediationDescription> powers, ImmutableArray<IEvidenceCollector> collectors)
    {
        ImmutableSortedSet<string> reads = [.. powers.SelectMany(power => power.Reads.Union(power.BlastRadiusReads)), .. InstanceFacts.Permissions, .. AccessKeyFacts.Permissions, .. AccountReading.Permissions];
        var yaml = new StringBuilder(Head())
            .Append(Role(MemberRole.Read, ["Decide", "Enrich", "Remediate", "Verify"], [MemberStatement.Reading("Reads", reads)], changes: false))
            .Append(Role(MemberRole.Evidence, ["Preserve"], MemberStatement.Collecting(EvidenceCollectors.PermissionsOf(collectors)), changes: false));
        foreach (var service in powers.Where(power => !power.Writes.IsEmpty).GroupBy(power => power.Service))
            yaml.Append(Role(service.Key, ["Remediate", "RollBack"], MemberStatement.Of([.. service]), changes: true));
        return yaml.ToString();
    }

    private static string Role(string name, ImmutableArray<string> functions, ImmutableArray<MemberStatement> statements, bool changes)
    {
        ImmutableSortedSet<string> actions = [.. statements.SelectMany(statement => statement.Actions)];
        var takers = Lines(functions.Select(function => $"!Sub arn:${{AWS::Partition}}:iam::${{PipelineAccount}}:role/${{PipelineStack}}-{function}Role-*"), 18);
        return $$"""

              {{name}}Boundary:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  Description: The most that the role for {{name}} can do, whatever is attached to it.
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Action:
            {{Lines(actions, 14)}}
                        Resource: "*"

              {{name}}Role:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: !Sub ${PipelineStack}-member-{{name}}
                  PermissionsBoundary: !Ref {{name}}Boundary
                  ManagedPolicyArns: [{{(changes ? "!Ref Never" : "")}}]
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal: { AWS: !Sub "arn:${AWS::Partition}:iam::${PipelineAccount}:root" }
                        Action: sts:AssumeRole
                        Condition:
                          StringEquals: { sts:ExternalId: !Ref ExternalId }
                          ArnLike:
                            aws:PrincipalArn:
            {{takers}}
                      - Effect: Allow
                        Principal: { AWS: !Sub "arn:${AWS::Partition}:iam::${PipelineAccount}:root" }
                        Action: [sts:TagSession, sts:SetSourceIdentity]
                        Condition:
                          ArnLike:
                            aws:PrincipalArn:
            {{takers}}
                  Policies:
                    - PolicyName: {{name}}
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
            {{string.Join('\n', statements.Select(statement => statement.Yaml(12)))}}

            """.ReplaceLineEndings("\n");
    }

    private static string Lines(IEnumerable<string> texts, int indent) => string.Join('\n', texts.Select(text => $"{new string(' ', indent)}- {text}"));

    private static string Head() => $$"""
        # Written by `ir remediations --write`; edit the remediations instead.
        # Deploy it in every account that the responder may enter: by hand, or as a StackSet. The pipeline's own account gets it with the pipeline.
        AWSTemplateFormatVersion: "2010-09-09"
        Description: Roles by which the incident responder reads this account, collects evidence in it, and contains what policy or people say.

        Parameters:
          PipelineAccount:
            Type: String
            AllowedPattern: "[0-9]{12}"
            Description: The account in which the responder runs.
          PipelineStack:
            Type: String
            Default: incident-responder
            AllowedPattern: "[A-Za-z][A-Za-z0-9-]{0,39}"
            Description: The name of the responder's stack.
          ExternalId:
            Type: String
            NoEcho: true
            MinLength: 8
            Description: The responder's output MemberExternalId. Nobody else can have the roles taken.
          ProtectedPrincipals:
            Type: CommaDelimitedList
            Default: ""
            Description: ARNs of users and roles that the responder must never touch, such as those for emergencies. May hold asterisks.
          LiveStateDocument:
            Type: String
            Default: ""
            AllowedPattern: "[A-Za-z0-9_.-]{0,128}"
            Description: Name of an SSM document of this account that evidence may be collected with on instances. Empty for none.

        Conditions:
          HasProtectedPrincipals: !Not [!Equals [!Join ["", !Ref ProtectedPrincipals], ""]]

        Resources:
          # Refusals win over every Allow, those that are added later included.
          Never:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              Description: What no role of the responder that changes things may ever do.
              PolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Sid: NothingThatCannotBeUndone
                    Effect: Deny
                    Action:
                      - ec2:TerminateInstances
                      - ec2:DeleteSnapshot
                      - ec2:DeleteVolume
                      - iam:DeleteUser
                      - iam:DeleteRole
                      - iam:DeleteAccessKey
                      - kms:ScheduleKeyDeletion
                      - lambda:DeleteFunction
                      - organizations:*
                      - rds:DeleteDBInstance
                      - rds:DeleteDBSnapshot
                      - s3:DeleteBucket
                      - s3:DeleteObject
                      - s3:DeleteObjectVersion
                      - secretsmanager:DeleteSecret
                      - secretsmanager:GetSecretValue
                      - sts:AssumeRole
                    Resource: "*"
                  - Sid: NeverTheRespondersOwnParts
                    Effect: Deny
                    Action: "*"
                    Resource: "*"
                    Condition:
                      StringEquals: { aws:ResourceTag/aws:cloudformation:stack-name: !Ref PipelineStack }
                  - Sid: NeverWhatBearsItsName
                    Effect: Deny
                    Action: "*"
                    Resource:
                      - !Sub arn:${AWS::Partition}:dynamodb:*:${AWS::AccountId}:table/${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:lambda:*:${AWS::AccountId}:function:${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:s3:::${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:sns:*:${AWS::AccountId}:${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:sqs:*:${AWS::AccountId}:${PipelineStack}-*
                      - !Sub arn:${AWS::Partition}:states:*:${AWS::AccountId}:stateMachine:${PipelineStack}-*
                  - Sid: NeverTheRolesOfAwsAndOfTheOrganization
                    Effect: Deny
                    Action: iam:*
                    Resource:
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/*
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-reserved/*
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/AWSControlTowerExecution
                      - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/stacksets-exec-*
                  - !If
                    - HasProtectedPrincipals
                    - Sid: NeverProtectedPrincipals
                      Effect: Deny
                      Action: iam:*
                      Resource: !Ref ProtectedPrincipals
                    - !Ref AWS::NoValue

        """.ReplaceLineEndings("\n");
}
