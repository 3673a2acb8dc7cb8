using System.Net;
using System.Text.Json.Nodes;
using Amazon.IdentityManagement;
using Amazon.Organizations;
using IncidentResponder.Aws.Decide;
using IncidentResponder.Aws.Tests.Outside;
using IncidentResponder.Core;
using IncidentResponder.Core.Decide;
using IncidentResponder.LocalCloud.Front;
using IncidentResponder.Testing;

namespace IncidentResponder.Aws.Tests.Decide;

public sealed class AccountReadingTests(MotoServer moto)
{
    [Fact]
    public async Task Add_AccountInAUnit_HasItsAliasAndThePathFromTheRoot()
    {
        using HttpClient http = new() { BaseAddress = new Uri(moto.Url) };
        AwsApi api = new(http, "us-east-1", "123456789012");
        await api.QueryAsync("iam", "2010-05-08", "CreateAccountAlias", [("AccountAlias", "acme-security")], TestContext.Current.CancellationToken);
        await AskAsync(api, "CreateOrganization", new() { ["FeatureSet"] = "ALL" });
        var root = (await AskAsync(api, "ListRoots", []))["Roots"]![0]!["Id"]!.GetValue<string>();
        var outer = await UnitAsync(api, root, "workloads");
        var inner = await UnitAsync(api, outer, "sandbox");
        var member = (await AskAsync(api, "CreateAccount", new() { ["AccountName"] = "box", ["Email"] = "box@example.com" }))["CreateAccountStatus"]!["AccountId"]!.GetValue<string>();
        await AskAsync(api, "MoveAccount", new() { ["AccountId"] = member, ["SourceParentId"] = root, ["DestinationParentId"] = inner });

        using AmazonIdentityManagementServiceClient iam = new(CannedAws.Credentials, new AmazonIdentityManagementServiceConfig { ServiceURL = moto.Url, AuthenticationRegion = "us-east-1" });
        using AmazonOrganizationsClient organizations = new(CannedAws.Credentials, new AmazonOrganizationsConfig { ServiceURL = moto.Url, AuthenticationRegion = "us-east-1" });
        var facts = await new AccountReading(iam, organizations).AddAsync(Some.Facts(), AccountId.Parse(member), TestContext.Current.CancellationToken);

        facts.Unknown.ShouldBeEmpty();
        facts.Account.ShouldBe(new AccountFacts { Alias = "acme-security", Unit = $"{root}/{outer}/{inner}" });
    }

    [Fact]
    public async Task Add_MemberAccountMayNotAsk_NamesTheUnknownAndFailsNothing()
    {
        var facts = await AddAsync(new CannedAws()
            .On("ListAccountAliases", "<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases/></ListAccountAliasesResult></ListAccountAliasesResponse>")
            .On("ListParents", """{"__type":"AccessDeniedException","Message":"no"}""", HttpStatusCode.BadRequest));

        facts.Unknown.ShouldBe([SubjectPaths.Unit]);
        facts.Account.ShouldBe(new AccountFacts());
        facts.Gaps.ShouldBeEmpty();
        facts.Summary[^1].ShouldBe("The account's place in its organization could not be read: AccessDeniedException.");
    }

    [Fact]
    public async Task Add_ParentsThatNeverEnd_AreUnknown()
    {
        var facts = await AddAsync(new CannedAws()
            .On("ListAccountAliases", "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>", HttpStatusCode.Forbidden)
            .On("ListParents", """{"Parents":[{"Id":"ou-ab12-11111111","Type":"ORGANIZATIONAL_UNIT"}]}"""));

        facts.Unknown.ShouldBe([SubjectPaths.Alias, SubjectPaths.Unit]);
        facts.Account.ShouldBe(new AccountFacts());
    }

    private static async Task<TargetFacts> AddAsync(CannedAws aws)
    {
        using AmazonIdentityManagementServiceClient iam = new(CannedAws.Credentials, aws.On(new AmazonIdentityManagementServiceConfig()));
        using AmazonOrganizationsClient organizations = new(CannedAws.Credentials, aws.On(new AmazonOrganizationsConfig()));
        return await new AccountReading(iam, organizations).AddAsync(Some.Facts(), Some.Account, TestContext.Current.CancellationToken);
    }

    private static async Task<string> UnitAsync(AwsApi api, string parent, string name) =>
        (await AskAsync(api, "CreateOrganizationalUnit", new() { ["ParentId"] = parent, ["Name"] = name }))["OrganizationalUnit"]!["Id"]!.GetValue<string>();

    private static Task<JsonObject> AskAsync(AwsApi api, string operation, JsonObject input) =>
        api.JsonAsync("organizations", $"AWSOrganizationsV20161128.{operation}", input, TestContext.Current.CancellationToken);
}
