using Amazon.IdentityManagement.Model;

namespace IncidentResponder.LocalCloud.Respond.Seeding;

/// <summary>Makes a user with an active access key and a policy, as a company's build system has it.</summary>
/// <param name="aws">The clients.</param>
public sealed class AccessKeySeed(AwsClients aws)
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::example-builds/*"}]}""";

    /// <summary>Makes it and says what it made.</summary>
    /// <returns>The key's id and a line for each thing made.</returns>
    public async Task<(string AccessKeyId, IReadOnlyList<string> Made)> MakeAsync(string user, CancellationToken cancel)
    {
        await aws.Iam.CreateUserAsync(new CreateUserRequest { UserName = user }, cancel);
        await aws.Iam.PutUserPolicyAsync(new PutUserPolicyRequest { UserName = user, PolicyName = "read-builds", PolicyDocument = Policy }, cancel);
        var key = await aws.Iam.CreateAccessKeyAsync(new CreateAccessKeyRequest { UserName = user }, cancel);
        return (key.AccessKey.AccessKeyId, [$"IAM user {user} with policy read-builds and active key {key.AccessKey.AccessKeyId}"]);
    }
}
