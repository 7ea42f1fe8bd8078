using System.Globalization;

namespace FastTrackFpx.Rest.Http;

/// <summary>The error for a wait that the service asks for and that a call has no time for.</summary>
internal static class RefusedWaits
{
    internal static ServiceException WithRefusedWait(this ServiceException failure, TimeSpan asked, TimeSpan allowed, int attempts)
    {
        string wait = string.Format(
            CultureInfo.InvariantCulture, "It asks to wait {0}, longer than what is left of the {1} a call may take.", Words(asked), Words(allowed));
        ServiceException refused = failure.Reworded($"{failure.Message} {wait}", "Wait that long, or allow calls more time.");
        refused.Attempts = Math.Max(1, attempts);
        return refused;
    }

    private static string Words(TimeSpan time) => time.TotalMinutes < 2
        ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds"
        : time.TotalHours < 2 ? time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes"
        : time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture) + " days";
}
