namespace IncidentResponder.Core.Decide;

/// <summary>How much is contained without a question before people are asked: a detector that errs, errs often.</summary>
public sealed record BreakerLimits
{
    /// <summary>The most targets of one type in one account that are contained without a question within a clock hour; 0 to 1000.</summary>
    public int ChangesPerHour { get; init; } = 10;

    /// <summary>The most of an Auto Scaling group's instances in service that may be out within a clock hour, the next one counted; 0 to 1.</summary>
    public double AutoScalingShare { get; init; } = 0.5;

    /// <summary>The share as a number of instances, rounded down.</summary>
    public int MostOutOf(int inService) => (int)Math.Floor(AutoScalingShare * inService);
}
