namespace FastTrackFpx.Rest.Http;

/// <summary>The same refusal in words that say more than the service could know.</summary>
internal static class RewordedFailure
{
    internal static ServiceException Reworded(this ServiceException failure, string message, string action) =>
        new(failure.ErrorCode, message, failure.Method, failure.Path, action, failure.InnerException)
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
            Attempts = failure.Attempts,
            Delivery = failure.Delivery,
        };
}
