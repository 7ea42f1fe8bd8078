using System.Globalization;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>Times in made-up data. They depend on a fixed day and not on today, because the same seed must make the same data.</summary>
internal static class MadeUpTime
{
    /// <summary>The day that made-up data was "last changed".</summary>
    public static DateTimeOffset Today { get; } = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A time of day, a number of days before or after.</summary>
    public static DateTimeOffset At(ref Dice dice, int leastDays, int mostDays) =>
        Today.AddDays(dice.Between(leastDays, mostDays)).AddMinutes(dice.Between(7 * 60, 18 * 60)).AddSeconds(dice.Below(60));

    /// <summary>A day without a time.</summary>
    public static DateTimeOffset Day(ref Dice dice, int leastDays, int mostDays) => Today.AddDays(dice.Between(leastDays, mostDays));

    /// <summary>A time as responses write it.</summary>
    public static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
