using System.Text.Json;
using CsCheck;
using IncidentResponder.Core;
using IncidentResponder.Remediations.Policies;
using IncidentResponder.Remediations.Tests.Cloud;

namespace IncidentResponder.Remediations.Tests.Policies;

public sealed class PolicyStatementsTests
{
    private const string Own = "\"arn:aws:iam::123456789012:root\"";
    private const string Other = "\"arn:aws:iam::111122223333:role/partner\"";
    private static readonly AccountId Owner = AccountId.Parse("123456789012");

    [Theory]
    [InlineData("\"*\"", nameof(Audience.Public))]
    [InlineData("""{"AWS":"*"}""", nameof(Audience.Public))]
    [InlineData("""{"AWS":["*"]}""", nameof(Audience.Public))]
    [InlineData("""{"AWS":["arn:aws:iam::123456789012:root","*"]}""", nameof(Audience.Public))]
    [InlineData("""{"AWS":"123456789012"}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:role/app"}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"arn:aws-cn:iam::123456789012:root"}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"arn:aws:sts::123456789012:assumed-role/app/session"}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"111122223333"}""", nameof(Audience.OutsideAccount))]
    [InlineData("""{"AWS":["123456789012","arn:aws:iam::111122223333:root"]}""", nameof(Audience.OutsideAccount))]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:saml-provider/other"}""", nameof(Audience.OutsideAccount))]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com"}""", nameof(Audience.Inside))]
    [InlineData("""{"Service":"cloudtrail.amazonaws.com"}""", nameof(Audience.Inside))]
    [InlineData("""{"Service":["delivery.logs.amazonaws.com","cloudfront.amazonaws.com"]}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE"}""", nameof(Audience.Inside))]
    [InlineData("""{"AWS":"AROAEXAMPLEDELETEDROLE"}""", nameof(Audience.Unclear))]
    [InlineData("""{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}""", nameof(Audience.Unclear))]
    [InlineData("42", nameof(Audience.Unclear))]
    public void Audience_OfAPrincipal_IsWhomItMeans(string principal, string expected) =>
        Read($$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{{principal}},"Action":"s3:GetObject","Resource":"*"} }""")
            .All.ShouldHaveSingleItem().Audience.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"StringEquals":{"AWS:SOURCEVPC":["vpc-1","vpc-2"]}}""", nameof(Audience.Unclear))]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-exampleorgid/*"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"StringLike":{"aws:PrincipalOrgPaths":"o-*/r-ab12/*"}}""", nameof(Audience.Public))]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"123456789012"}}""", nameof(Audience.Inside))]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"111122223333"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":["123456789012","111122223333"]}}""", nameof(Audience.OutsideAccount))]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}}""", nameof(Audience.Inside))]
    [InlineData("""{"StringEquals":{"aws:PrincipalArn":"${aws:PrincipalArn}"}}""", nameof(Audience.Public))]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:cloudfront::123456789012:distribution/*"}}""", nameof(Audience.Inside))]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::example-bucket"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}""", nameof(Audience.Public))]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/*"}}""", nameof(Audience.Inside))]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/partner"}}""", nameof(Audience.OutsideAccount))]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/partner"}}""", nameof(Audience.Public))]
    [InlineData("""{"StringLike":{"aws:PrincipalArn":"*"}}""", nameof(Audience.Public))]
    [InlineData("""{"StringEquals":{"kms:CallerAccount":"123456789012"}}""", nameof(Audience.Inside))]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"198.51.100.7"}}""", nameof(Audience.Unclear))]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", nameof(Audience.Public))]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["198.51.100.0/24","::/0"]}}""", nameof(Audience.Public))]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}}""", nameof(Audience.Public))]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"198.51.100.0/24"}}""", nameof(Audience.Public))]
    [InlineData("""{"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1a2b3c4d"}}""", nameof(Audience.Public))]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", nameof(Audience.Public))]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", nameof(Audience.Public))]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", nameof(Audience.Public))]
    [InlineData("""{"Bool":{"aws:PrincipalIsAWSService":"true"}}""", nameof(Audience.Inside))]
    [InlineData("""{"StringEquals":{"aws:UserAgent":"secret"}}""", nameof(Audience.Public))]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", nameof(Audience.Inside))]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":[]}}""", nameof(Audience.Public))]
    [InlineData("{}", nameof(Audience.Public))]
    public void Audience_OfEverybody_IsAsNarrowAsTheCondition(string condition, string expected) =>
        Read($$"""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{condition}} }]}""")
            .All.ShouldHaveSingleItem().Audience.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}""", nameof(Audience.Public))]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}""", nameof(Audience.Inside))]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}""", nameof(Audience.Inside))]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""", nameof(Audience.Unclear))]
    [InlineData("""{"Principal":"*"}""", nameof(Audience.Unclear))]
    [InlineData("""["Allow"]""", nameof(Audience.Unclear))]
    public void Audience_OfAStatement_LooksAtItsEffect(string statement, string expected) =>
        Read($$"""{"Statement":[{{statement}}]}""").All.ShouldHaveSingleItem().Audience.ToString().ShouldBe(expected);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Statement\":[")]
    [InlineData("""{"Statement":[],"Statement":[{"Effect":"Allow","Principal":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"\ud800"}]}""")]
    public void Read_NoPolicy_IsNull(string? text) => PolicyStatements.Read(text, Owner).ShouldBeNull();

    [Fact]
    public void Without_SomeStatements_LeavesTheOthersByteForByte()
    {
        const string Kept = """{ "Sid" : "Logs",  "Effect":"Allow", "Principal":{"Service":"delivery.logs.amazonaws.com"}, "Action" : "s3:PutObject", "Resource":"arn:aws:s3:::b/<a>+'é'" }""";
        var policy = Read($$"""{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"},{{Kept}}]}""");

        policy.Without(Audience.Public, Audience.OutsideAccount).ShouldBe($$"""{"Version":"2012-10-17","Id":"x","Statement":[{{Kept}}]}""");
    }

    [Fact]
    public void Without_StatementForOwnersAndOthers_StaysForTheOwners()
    {
        var policy = Read($$"""{"Statement":[{"Sid":"Mixed","Effect":"Allow","Principal":{"AWS":[{{Own}},{{Other}},"*"],"Service":"s3.amazonaws.com"},"Action":"s3:*","Resource":"*"}]}""");

        policy.Without(Audience.Public, Audience.OutsideAccount)
            .ShouldBe($$"""{"Statement":[{"Sid":"Mixed","Effect":"Allow","Principal":{"AWS":[{{Own}}],"Service":["s3.amazonaws.com"]},"Action":"s3:*","Resource":"*"}]}""");
    }

    [Fact]
    public void Without_NobodyLeft_IsNull() =>
        Read($$"""{"Statement":[{"Effect":"Allow","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":{{Other}} } }]}""")
            .Without(Audience.Public, Audience.OutsideAccount).ShouldBeNull();

    [Fact]
    public void Without_OnlyThePublic_LeavesOtherAccounts() =>
        Read($$"""{"Statement":[{"Effect":"Allow","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":{{Other}} } }]}""")
            .Without(Audience.Public).ShouldBe($$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":{{Other}} } }]}""");

    [Fact]
    public void Without_NothingToTakeOut_IsTheSameText()
    {
        const string Text = """ { "Statement" : { "Effect":"Allow", "Principal":{"AWS":"123456789012"} } } """;

        Read(Text).Without(Audience.Public, Audience.OutsideAccount).ShouldBe(Text);
    }

    [Theory]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":["a","b"]}}""", """ {"Statement":[{"Action":["b","a"],"Principal":{"AWS":["*"]},"Effect":"Allow"}]} """, true)]
    [InlineData("""{"Statement":{"Principal":{"AWS":"arn:aws:iam::123456789012:root"}}}""", """{"Statement":{"Principal":{"AWS":"123456789012"}}}""", true)]
    [InlineData("""{"Statement":{"Condition":{"Bool":{"a":true}}}}""", """{"Statement":{"Condition":{"Bool":{"a":"true"}}}}""", true)]
    [InlineData("""{"Statement":{"Principal":{"AWS":"arn:aws:iam::123456789012:role/root"}}}""", """{"Statement":{"Principal":{"AWS":"123456789012"}}}""", false)]
    [InlineData("""{"Statement":{"Action":["a","b"]}}""", """{"Statement":{"Action":"a,b"}}""", false)]
    [InlineData("""{"Statement":{"Action":["a","b"]}}""", """{"Statement":{"Action":"a"}}""", false)]
    [InlineData("""{"Statement":{"Effect":"Allow"}}""", """{"Statement":{"Effect":"Deny"}}""", false)]
    [InlineData("""{"Statement":[]}""", null, false)]
    [InlineData("no policy", "no policy", true)]
    [InlineData("no policy", "no policy either", false)]
    [InlineData(null, null, true)]
    public void Same_TwoPolicies_ComparesWhatTheySay(string? one, string? other, bool same)
    {
        PolicyStatements.Same(one, other, Owner).ShouldBe(same);
        PolicyStatements.Same(other, one, Owner).ShouldBe(same);
    }

    [Fact]
    public void Read_AnyText_NeverThrows() =>
        Gen.OneOf(Gen.String, Gen.Char.Array[0, 40].Select(text => new string(text)), Broken, Any.Select(JsonText)).Sample(
            text =>
            {
                if (PolicyStatements.Read(text, Owner) is not { } policy)
                    return;
                var left = policy.Without(Audience.Public, Audience.OutsideAccount);
                _ = string.Concat(policy.All);
                PolicyStatements.Same(text, left, Owner).ShouldBe(!policy.LettingOutsidersIn.Any());
                (PolicyStatements.Read(left, Owner)?.LettingOutsidersIn ?? []).ShouldBeEmpty();
            },
            seed: Seeds.Next(),
            iter: 20_000);

    private const string HalfACharacter = "\\ud800";

    private static readonly string[] Words =
    [
        "Statement", "Effect", "Allow", "Deny", "Principal", "NotPrincipal", "AWS", "Service", "*", "Condition", "StringEquals", "aws:PrincipalArn",
        "IpAddress", "aws:SourceIp", "0.0.0.0/0", "198.51.100.0/99", "/", ":", "arn:::::", "arn:aws:iam::111122223333:root", "123456789012", "Sid", "${", HalfACharacter,
    ];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(index => Words[index]);

    private static readonly Gen<object?> Any = Gen.Recursive<object?>((depth, inner) => depth > 4
        ? Word.Select(word => (object?)word)
        : Gen.Frequency(
            (2, Word.Select(word => (object?)word)),
            (1, Gen.OneOf(Gen.Const((object?)null), Gen.Const((object?)true), Gen.Const((object?)1))),
            (2, inner.Array[0, 3].Select(items => (object?)items)),
            (5, Gen.Select(Word, inner).Array[0, 4].Select(members => (object?)members.DistinctBy(member => member.Item1).ToDictionary(member => member.Item1, member => member.Item2)))));

    // A policy's own form with anything in its places, and what is left of it when a piece is cut out.
    private static readonly Gen<string> Statement =
        Gen.Select(Gen.OneOf(Gen.Const("Allow"), Gen.Const("Deny")), Gen.OneOf(Gen.Const("Principal"), Gen.Const("NotPrincipal")), Any, Any).Select((effect, kind, principal, condition) =>
            $$"""{"Statement":[{"Effect":"{{effect}}","{{kind}}":{{JsonText(principal)}},"Condition":{{JsonText(condition)}}}]}""");

    private static readonly Gen<string> Broken = Gen.Select(Statement, Gen.Int[0, 400], Gen.Int[0, 3])
        .Select((text, start, length) => start + length < text.Length ? text.Remove(start, length) : text);

    private static string JsonText(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        HalfACharacter => $"\"{HalfACharacter}\"",
        string text => $"\"{JsonEncodedText.Encode(text)}\"",
        object?[] items => $"[{string.Join(',', items.Select(JsonText))}]",
        Dictionary<string, object?> members => $"{{{string.Join(',', members.Select(member => $"{JsonText(member.Key)}:{JsonText(member.Value)}"))}}}",
        _ => throw new ArgumentException(value.GetType().Name),
    };

    private static PolicyStatements Read(string text) => PolicyStatements.Read(text, Owner).ShouldNotBeNull();
}
