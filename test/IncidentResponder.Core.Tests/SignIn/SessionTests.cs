using IncidentResponder.Core.SignIn;
using IncidentResponder.Testing;

namespace IncidentResponder.Core.Tests.SignIn;

public sealed class SessionTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(3599, true)]
    [InlineData(3600, false)]
    public void Vouches_SinceTheProof_ForAnHour(int seconds, bool vouches) =>
        new Session { Address = ApprovalScene.Ada, ProvedAt = Some.Moment, EndsAt = Some.Moment.AddHours(8) }.Vouches(Some.Moment.AddSeconds(seconds)).ShouldBe(vouches);

    [Fact]
    public void Vouches_ProofUnknownOrSessionEnded_Never()
    {
        new Session { Address = ApprovalScene.Ada, EndsAt = Some.Moment.AddHours(8) }.Vouches(Some.Moment).ShouldBeFalse();
        new Session { Address = ApprovalScene.Ada, ProvedAt = Some.Moment, EndsAt = Some.Moment }.Vouches(Some.Moment).ShouldBeFalse();
    }

    [Fact]
    public void Hash_OnlyOfWhatDrawGives()
    {
        var key = SessionKey.Draw();
        SessionKey.Hash(key).ShouldNotBeNull().Length.ShouldBe(64);
        foreach (var other in new[] { null, "", "x", key + "A", key[1..], key[1..] + "=", key[1..] + "é", key[1..] + "\n" })
            SessionKey.Hash(other).ShouldBeNull($"'{other}'");
    }
}
