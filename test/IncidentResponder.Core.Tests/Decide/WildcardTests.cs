using CsCheck;
using IncidentResponder.Core.Decide;

namespace IncidentResponder.Core.Tests.Decide;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("Backdoor:EC2/*", "Backdoor:EC2/C&CActivity.B!DNS", true)]
    [InlineData("Backdoor:EC2/*", "Backdoor:EC2", false)]
    [InlineData("Backdoor:EC2/*", "xBackdoor:EC2/A", false)]
    [InlineData("*:IAMUser/AnomalousBehavior", "Impact:IAMUser/AnomalousBehavior", true)]
    [InlineData("*:IAMUser/AnomalousBehavior", "Impact:IAMUser/AnomalousBehavior.B", false)]
    [InlineData("a*b*c", "a-b-c", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a*a", "a", false)]
    [InlineData("A", "a", false)]
    public void Matches_Pattern_FitsTheWholeText(string pattern, string text, bool fits) =>
        Wildcard.Matches(pattern, text).ShouldBe(fits);

    [Fact]
    public void Matches_TextMadeFromThePattern_AlwaysFits() =>
        Gen.Select(Gen.String.AlphaNumeric.Array[1, 5], Gen.String.AlphaNumeric).Sample((pieces, filling) =>
            Wildcard.Matches(string.Join('*', pieces), string.Join(filling, pieces)));
}
