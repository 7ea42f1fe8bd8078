namespace FastTrackFpx.Rest.Commands;

internal sealed class RequestTrace(CmdletRun run, bool withBodies, bool withSent) : IRequestObserver
{
    private static readonly TimeSpan WorthMentioning = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WorthWarning = TimeSpan.FromSeconds(10);

    public BodiesWanted WantedBodies => withBodies ? BodiesWanted.All : withSent ? BodiesWanted.OfWrites : BodiesWanted.None;

    internal static string Describe(string method, string path, string? redactedBody) =>
        redactedBody is null ? $"{method} {path} without a body" : $"{method} {path} with {redactedBody}";

    public void BodySeen(string direction, string method, string path, string redactedBody)
    {
        if (withBodies) run.Debug($"{method} {path} {direction}: {redactedBody}");
        if (direction == "request" && method != "GET") run.Verbose(Describe(method, path, redactedBody.Length == 0 ? null : redactedBody));
    }

    // A message that is not shown would still wake the pipeline thread for each request.
    public bool WantsAttempts => withSent;

    public void AttemptEnded(AttemptReport report)
    {
        // Both, if the head of a response came and its body did not.
        string[] parts = [.. new[] { report.StatusCode?.ToString(CultureInfo.InvariantCulture), report.ErrorCode }.OfType<string>()];
        string outcome = parts.Length > 0 ? string.Join(" ", parts) : "no response";
        string line = string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1}: {2} in {3:0} ms, attempt {4}, {5} calls left",
            report.Method, report.Path, outcome, report.Elapsed.TotalMilliseconds, report.Attempt, report.CallsLeft);
        run.Verbose(report.CorrelationId is { } id ? $"{line}, correlation id {id}" : line);
    }

    public void Waiting(RequestWait wait)
    {
        run.Progress.Waiting(wait.Reason, wait.Duration);
        if (wait.Duration <= WorthMentioning) return;
        string line = Describe(wait, DateTime.Now);
        if (run.Progress.IsWorthWarning(wait.Duration, WorthWarning)) run.Warning(line);
        else run.Verbose(line);
    }

    private static string Describe(RequestWait wait, DateTime now)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        DateTime until = now + wait.Duration;
        string moment = until.ToString(until.Date == now.Date ? "T" : "G", culture);
        string request = $"{wait.Method} {wait.Path.Split('?')[0]}";
        if (wait.Attempt is { } number) request = string.Format(culture, "attempt {0} of {1}", number, request);
        string why = wait.Cause ?? (wait.Reason == RequestWait.RateLimit
            ? "the requests of this minute are used up"
            : "to find out whether a write without a response was carried out");
        return string.Format(
            culture, "Waiting {0:0.#} seconds, until {1}, before {2}: {3} ({4}).", wait.Duration.TotalSeconds, moment, request, why, wait.Reason);
    }
}
