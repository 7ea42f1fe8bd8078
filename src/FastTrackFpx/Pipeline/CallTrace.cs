using System.Globalization;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Pipeline;

/// <summary>Puts a session's calls into words for the verbose, debug and warning streams.</summary>
/// <remarks>Delegates instead of an implementation of the client's interface: this assembly's types must load without the client.</remarks>
internal static class CallTrace
{
    private static readonly TimeSpan WorthMentioning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthWarning = TimeSpan.FromSeconds(10);

    /// <summary>An observer that tells a run of calls.</summary>
    /// <param name="run">The run.</param>
    /// <param name="withBodies">Whether debug lines show all bodies.</param>
    /// <param name="withSent">Whether verbose lines show what calls that change something send.</param>
    public static RequestObserver To(CmdletRun run, bool withBodies, bool withSent) => new(
        report => run.Verbose(Describe(report)),
        wait => Announce(run, wait),
        withBodies || withSent ? (direction, method, path, body) => Show(run, direction, method, path, body, withBodies) : null,
        withBodies ? BodiesWanted.All : BodiesWanted.OfWrites);

    private static void Show(CmdletRun run, string direction, string method, string path, string body, bool withBodies)
    {
        if (withBodies) run.Debug($"{method} {path} {direction}: {body}");
        if (direction == "request" && method != "GET") run.Verbose(body.Length == 0 ? $"{method} {path} without a body" : $"{method} {path} with {body}");
    }

    private static string Describe(AttemptReport report)
    {
        // Both, where the head of an answer came and its body did not.
        string[] parts = [.. new[] { report.StatusCode?.ToString(CultureInfo.InvariantCulture), report.ErrorCode }.OfType<string>()];
        string outcome = parts.Length > 0 ? string.Join(" ", parts) : "no answer";
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1}: {2} in {3:0} ms, attempt {4}, {5} calls left",
            report.Method,
            report.Path,
            outcome,
            report.Elapsed.TotalMilliseconds,
            report.Attempt,
            report.CallsLeft);
        return report.CorrelationId is { } id ? $"{line}, correlation id {id}" : line;
    }

    private static void Announce(CmdletRun run, RequestWait wait)
    {
        run.Progress.Waiting(wait.Reason, wait.Duration);
        if (wait.Duration <= WorthMentioning) return;

        string line = Describe(wait, DateTime.Now);

        if (run.Progress.IsWorthWarning(wait.Duration, WorthWarning)) run.Warning(line);
        else run.Verbose(line);
    }

    /// <summary>How long, until when, before what, and why: somebody who reads this in a log wants to know whether to step in.</summary>
    private static string Describe(RequestWait wait, DateTime now)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        DateTime until = now + wait.Duration;
        string moment = until.ToString(until.Date == now.Date ? "T" : "G", culture);
        // Which of many tenants a call is for does not matter to who waits.
        string call = $"{wait.Method} {wait.Path.Split('?')[0]}";
        if (wait.Attempt is { } number) call = string.Format(culture, "try {0} of {1}", number, call);
        string why = wait.Cause ?? (wait.Reason == "rate limit" ? "the calls of this minute are used up" : "to see what became of a write whose answer did not come");
        return string.Format(culture, "Waiting {0:0.#} seconds, until {1}, before {2}: {3} ({4}).", wait.Duration.TotalSeconds, moment, call, why, wait.Reason);
    }
}
