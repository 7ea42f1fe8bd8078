using System;
using System.Globalization;

namespace FastTrackFpx.Client.Http;

/// <summary>The error for a wait that the service asks for and that a call has no time for.</summary>
internal static class RefusedWaits
{
    internal static FpxServiceException WithRefusedWait(this FpxServiceException failure, TimeSpan asked, TimeSpan allowed, int attempts)
    {
        string wait = string.Format(
            CultureInfo.InvariantCulture, "It asks to wait {0}, longer than what is left of the {1} a call may take.", Words(asked), Words(allowed));
        return new FpxServiceException(
            failure.ErrorCode, $"{failure.Message} {wait}", failure.Method, failure.Path, "Wait that long, or allow calls more time.", failure.InnerException)
        {
            StatusCode = failure.StatusCode,
            ServiceMessage = failure.ServiceMessage,
            DependencyType = failure.DependencyType,
            DependencyOwner = failure.DependencyOwner,
            DependencyErrorCode = failure.DependencyErrorCode,
            FieldErrors = failure.FieldErrors,
            RetryAfter = failure.RetryAfter,
            IsDocumentedError = failure.IsDocumentedError,
            CorrelationId = failure.CorrelationId,
            Attempts = Math.Max(1, attempts),
        };
    }

    private static string Words(TimeSpan time) => time.TotalMinutes < 2
        ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " seconds"
        : time.TotalHours < 2 ? time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " minutes"
        : time.TotalDays.ToString("0.##", CultureInfo.InvariantCulture) + " days";
}
